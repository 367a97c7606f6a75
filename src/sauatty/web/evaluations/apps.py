from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "sauatty.web.evaluations"
    label = "evaluations"

    def ready(self) -> None:
        """Register the permissions and the data rules."""
        from sauatty.web.base import privacy, roles
        from sauatty.web.evaluations import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
