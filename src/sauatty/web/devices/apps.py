from django.apps import AppConfig


class DevicesConfig(AppConfig):
    name = "sauatty.web.devices"
    label = "devices"

    def ready(self) -> None:
        """Register permissions."""
        from sauatty.web.base import roles
        from sauatty.web.devices import permissions

        roles.register_permissions(permissions.PERMISSIONS)
