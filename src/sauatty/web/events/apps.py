from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "sauatty.web.events"
    label = "events"

    def ready(self) -> None:
        """Register the data rules, the letters, and what is looked after by itself."""
        from sauatty.web.base import jobs, privacy
        from sauatty.web.events import letters, permissions, services

        privacy.register_data_rules(permissions.data_rules())
        letters.register()
        jobs.register_chore("events.end_past", services.end_past_events)
