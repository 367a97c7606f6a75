from django.apps import AppConfig


class AttendancesConfig(AppConfig):
    name = "sauatty.web.attendances"
    label = "attendances"

    def ready(self) -> None:
        """Register the permissions, the data rules, and what telephones send from the door."""
        from sauatty.web.attendances import door, permissions
        from sauatty.web.base import inbox, privacy, roles

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
        inbox.register_submission(door.KIND, door.take_submission)
