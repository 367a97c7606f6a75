from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "sauatty.web.standards"
    label = "standards"

    def ready(self) -> None:
        """Register the permissions, the rail and the data rules."""
        from sauatty.web.base import navigation, privacy, roles
        from sauatty.web.standards import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
