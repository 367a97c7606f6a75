from django.apps import AppConfig


class AttemptsConfig(AppConfig):
    name = "sauatty.web.attempts"
    label = "attempts"

    def ready(self) -> None:
        """Register the permissions, the rail and the data rules."""
        from sauatty.web.attempts import permissions
        from sauatty.web.base import navigation, privacy, roles

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
