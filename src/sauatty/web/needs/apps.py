from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "sauatty.web.needs"
    label = "needs"

    def ready(self) -> None:
        """Register the permissions, the rail and the data rules."""
        from sauatty.web.base import navigation, privacy, roles
        from sauatty.web.needs import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.DATA_RULES)
