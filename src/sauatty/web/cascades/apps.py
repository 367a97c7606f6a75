from django.apps import AppConfig


class CascadesConfig(AppConfig):
    name = "sauatty.web.cascades"
    label = "cascades"

    def ready(self) -> None:
        """Register permissions, the links and data rules."""
        from sauatty.web.base import demo, homes, navigation, privacy, roles
        from sauatty.web.cascades import demonstration, offers, permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        homes.register_link(offers.own_cascade)
        privacy.register_data_rules(permissions.data_rules())
        demo.register_demo("cascades", demonstration.make, demonstration.remove, demonstration.count)
