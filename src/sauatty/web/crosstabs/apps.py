from django.apps import AppConfig


class CrosstabsConfig(AppConfig):
    name = "sauatty.web.crosstabs"
    label = "crosstabs"

    def ready(self) -> None:
        """Register permissions, data rules and the rail."""
        from sauatty.web.base import navigation, privacy, roles
        from sauatty.web.crosstabs import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
