from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "sauatty.web.answers"
    label = "answers"

    def ready(self) -> None:
        """Register the permissions, the rail and the data rules."""
        from sauatty.web.answers import permissions
        from sauatty.web.base import navigation, privacy, roles

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.DATA_RULES)
