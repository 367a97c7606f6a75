from django.apps import AppConfig


class ClassroomsConfig(AppConfig):
    name = "sauatty.web.classrooms"
    label = "classrooms"

    def ready(self) -> None:
        """Register the permissions and the data rules."""
        from sauatty.web.base import privacy, roles
        from sauatty.web.classrooms import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
