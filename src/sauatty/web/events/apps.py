from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "sauatty.web.events"
    label = "events"

    def ready(self) -> None:
        """Register the data rules, the letters, what is looked after by itself, and the invented trainings."""
        from sauatty.web.base import demo, jobs, privacy
        from sauatty.web.events import demonstration, letters, permissions, services

        privacy.register_data_rules(permissions.data_rules())
        letters.register()
        jobs.register_chore("events.end_past", services.end_past_events)
        demo.register_demo("events", demonstration.make, demonstration.remove, demonstration.count)
