from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "sauatty.web.needs"
    label = "needs"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules and the sweep of kept figures."""
        from sauatty.web.base import navigation, privacy, roles
        from sauatty.web.needs import kept, permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        privacy.register_sweep("figures of surveys", kept.sweep)
