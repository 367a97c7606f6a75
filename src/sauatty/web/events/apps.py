from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "sauatty.web.events"
    label = "events"

    def ready(self) -> None:
        """Register the permissions, the data rules, the letters and what is looked after by itself."""
        from sauatty.web.base import jobs, privacy, roles
        from sauatty.web.events import letters, permissions, services

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
        letters.register()
        jobs.register_chore("events.end_past", services.end_past_events)
