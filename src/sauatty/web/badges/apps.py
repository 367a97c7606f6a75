from django.apps import AppConfig


class BadgesConfig(AppConfig):
    name = "sauatty.web.badges"
    label = "badges"

    def ready(self) -> None:
        """Register the permissions and the data rules."""
        from sauatty.web.badges import permissions
        from sauatty.web.base import privacy, roles

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
