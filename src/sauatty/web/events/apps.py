from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "sauatty.web.events"
    label = "events"

    def ready(self) -> None:
        """Register the permissions and the data rules."""
        from sauatty.web.base import privacy, roles
        from sauatty.web.events import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
