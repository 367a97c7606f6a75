from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "sauatty.web.evaluations"
    label = "evaluations"

    def ready(self) -> None:
        """Register the permissions and the link in the rail."""
        from sauatty.web.base import navigation, roles
        from sauatty.web.evaluations import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
