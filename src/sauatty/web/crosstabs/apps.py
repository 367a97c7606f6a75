from django.apps import AppConfig


class CrosstabsConfig(AppConfig):
    name = "sauatty.web.crosstabs"
    label = "crosstabs"

    def ready(self) -> None:
        """Register permissions, data rules, the rail and the invented tables."""
        from sauatty.web.base import demo, navigation, privacy, roles
        from sauatty.web.crosstabs import demonstration, permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        demo.register_demo("crosstabs", demonstration.make, demonstration.remove, demonstration.count)
