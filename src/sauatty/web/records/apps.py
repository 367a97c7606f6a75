from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Everybody's own record of trainings, tests and certificates. It has no rows of its own."""

    name = "sauatty.web.records"
    label = "records"

    def ready(self) -> None:
        """Register permissions, rail, the parts of the record, and the link on one's own path."""
        from sauatty.web.base import homes, navigation, roles
        from sauatty.web.records import permissions, shipped_sections, views

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        shipped_sections.register()
        homes.register_link(views.record_link)
