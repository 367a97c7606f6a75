from django.apps import AppConfig


class AuthoringConfig(AppConfig):
    name = "sauatty.web.authoring"
    label = "authoring"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules and the invented lesson."""
        from sauatty.web.authoring import demonstration, permissions
        from sauatty.web.base import demo, navigation, privacy, roles

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        demo.register_demo("authoring", demonstration.make, demonstration.remove, demonstration.count)
