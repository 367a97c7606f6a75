from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "sauatty.web.events"
    label = "events"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, the letters, and what is looked after by itself."""
        from sauatty.web.base import homes, jobs, navigation, privacy, roles
        from sauatty.web.events import letters, links, permissions, services

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        letters.register()
        homes.register_links(links.session_links)
        jobs.register_chore("events.end_past", services.end_past_events)
