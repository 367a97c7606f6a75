from django.apps import AppConfig


class ItemsConfig(AppConfig):
    name = "sauatty.web.items"
    label = "items"

    def ready(self) -> None:
        """Register the permissions, the rail and the data rules."""
        from sauatty.web.base import navigation, privacy, roles
        from sauatty.web.items import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
