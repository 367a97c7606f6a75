from django.apps import AppConfig


class AttendancesConfig(AppConfig):
    name = "sauatty.web.attendances"
    label = "attendances"

    def ready(self) -> None:
        """Register the permissions and the data rules."""
        from sauatty.web.attendances import permissions
        from sauatty.web.base import privacy, roles

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
