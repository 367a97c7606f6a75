from django.apps import AppConfig


class ShowcasesConfig(AppConfig):
    name = "sauatty.web.showcases"
    label = "showcases"

    def ready(self) -> None:
        """Register permissions, data rules, the rail and the invented page."""
        from sauatty.web.base import demo, navigation, privacy, roles
        from sauatty.web.showcases import demonstration, permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        demo.register_demo("showcases", demonstration.make, demonstration.remove, demonstration.count)
