from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "sauatty.web.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Register the permissions, the rail and the data rules."""
        from sauatty.web.base import navigation, privacy, roles
        from sauatty.web.surveys import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.DATA_RULES)
