from django.apps import AppConfig


class CodingConfig(AppConfig):
    name = "sauatty.web.coding"
    label = "coding"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules and the kinds of submission."""
        from sauatty.web.base import homes, inbox, navigation, privacy, roles
        from sauatty.web.coding import permissions, services, views
        from sauatty.web.coding.services import problems

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        keep = problems.keep_problem
        inbox.register_submission(services.DECISION, services.record_decision, quarantined=keep)
        inbox.register_submission(services.UNDO, services.undo_decision, quarantined=keep)
        homes.register_link(views.home_link)
        homes.register_home(95, frozenset({roles.SIGNED_IN_ONLY}), views.home_without_role)
