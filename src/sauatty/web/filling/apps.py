from django.apps import AppConfig


class FillingConfig(AppConfig):
    name = "sauatty.web.filling"
    label = "filling"

    def ready(self) -> None:
        """Register the permissions, the rail and the data rules."""
        from sauatty.web.base import navigation, privacy, roles
        from sauatty.web.filling import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
