from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClassroomsConfig(AppConfig):
    name = "sauatty.web.classrooms"
    label = "classrooms"

    def ready(self) -> None:
        """Register the permissions, the data rules, the room of each session, and what is looked after."""
        from sauatty.web.base import jobs, privacy, roles
        from sauatty.web.classrooms import permissions, services
        from sauatty.web.events import pages

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
        pages.register_session_page(
            pages.EventPage(10, "classrooms:room", _("The room: for the phone of the trainer"))
        )
        jobs.register_chore("classrooms.polls", services.close_forgotten)
