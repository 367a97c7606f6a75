from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "sauatty.web.visits"
    label = "visits"

    def ready(self) -> None:
        """Register permissions, data rules, the rail, letters and the chores: who is told, and what is forgotten."""
        from sauatty.web.base import demo, jobs, navigation, privacy, roles
        from sauatty.web.visits import demonstration, letters, permissions, services

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        letters.register()
        jobs.register_chore("visits.tell_of_new", letters.tell_of_new)
        jobs.register_chore("visits.tell_of_late", letters.tell_of_late)
        jobs.register_chore("visits.forget_contacts", services.forget_contacts)
        demo.register_demo("visits", demonstration.make, demonstration.remove, demonstration.count)
