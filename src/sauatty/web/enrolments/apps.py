from django.apps import AppConfig


class EnrolmentsConfig(AppConfig):
    name = "sauatty.web.enrolments"
    label = "enrolments"

    def ready(self) -> None:
        """Register the permissions and the data rules."""
        from sauatty.web.base import privacy, roles
        from sauatty.web.enrolments import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
