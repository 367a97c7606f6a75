from django.apps import AppConfig


class CodingConfig(AppConfig):
    name = "sauatty.web.coding"
    label = "coding"

    def ready(self) -> None:
        """Register the data rules and the kinds of submission."""
        from sauatty.web.base import inbox, privacy
        from sauatty.web.coding import permissions, services
        from sauatty.web.coding.services import problems

        privacy.register_data_rules(permissions.data_rules())
        keep = problems.keep_problem
        inbox.register_submission(services.DECISION, services.record_decision, quarantined=keep)
        inbox.register_submission(services.UNDO, services.undo_decision, quarantined=keep)
