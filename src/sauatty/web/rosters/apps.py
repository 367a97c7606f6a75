from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "sauatty.web.rosters"
    label = "rosters"

    def ready(self) -> None:
        """Register the permissions and the data rules."""
        from sauatty.web.base import privacy, roles
        from sauatty.web.rosters import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
