from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttendancesConfig(AppConfig):
    name = "sauatty.web.attendances"
    label = "attendances"

    def ready(self) -> None:
        """Register the permissions, the data rules, the pages of events, the letter, the files, and what the door sends."""
        from sauatty.web.attendances import (
            door,
            links,
            minutes,
            permissions,
            printing,
            scans,
            selectors,
            warnings,
        )
        from sauatty.web.attendances.views import events as event_views
        from sauatty.web.base import homes, inbox, jobs, navigation, privacy, roles
        from sauatty.web.enrolments import notices
        from sauatty.web.events import pages, told

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_prefix("events:event_list", "attendances:")
        privacy.register_data_rules(permissions.data_rules())
        privacy.register_sweep("attendances.scans", scans.sweep)
        inbox.register_submission(door.KIND, door.take_submission)
        warnings.register()
        pages.register_event_page(pages.EventPage(30, "attendances:event", _("Attendance"), managed=True))
        pages.register_event_facts(event_views.facts)
        for order, name, label in (
            (20, "session", _("Who is here")),
            (22, "door", _("At the door: codes of people")),
            (24, "slide", _("Code for the slide")),
            (26, "sheet", _("Signed sheet")),
            (28, "minutes", _("Report of the video service")),
        ):
            pages.register_session_page(
                pages.EventPage(order, f"attendances:{name}", label, shows=lambda row: True)
            )
        pages.register_public_step(links.own_step)
        told.register_listener(minutes.hear)
        notices.register_attended(selectors.who_came)
        homes.register_links(links.own_links)
        for job, make, address in (
            (printing.SHEET_JOB, printing.do_sheet, printing.sheet_address),
            (printing.LIST_JOB, printing.do_list, printing.list_address),
        ):
            jobs.register_job(job, make)
            homes.register_job_target(job, address)
