from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "sauatty.web.frameworks"
    label = "frameworks"

    def ready(self) -> None:
        """Register the permissions and the rail of frameworks; there are no tables, so no data rules."""
        from sauatty.web.base import navigation, roles
        from sauatty.web.frameworks import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
