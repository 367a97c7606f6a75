from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "sauatty.web.programmes"
    label = "programmes"

    def ready(self) -> None:
        """Register the permissions, the rail and the data rules of programmes."""
        from sauatty.web.base import navigation, privacy, roles
        from sauatty.web.programmes import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.DATA_RULES)
