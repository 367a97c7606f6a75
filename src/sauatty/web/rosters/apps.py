from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "sauatty.web.rosters"
    label = "rosters"

    def ready(self) -> None:
        """Register the permissions, the data rules, the jobs and where they lead, and the page of each event."""
        from django.urls import reverse
        from django.utils.translation import gettext_lazy as _

        from sauatty.web.base import homes, jobs, navigation, privacy, roles
        from sauatty.web.events import pages
        from sauatty.web.programmes import people_pages
        from sauatty.web.rosters import permissions, services

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_prefix("events:event_list", "rosters:")
        privacy.register_data_rules(permissions.data_rules())
        privacy.register_sweep("rosters", services.sweep_files)
        pages.register_event_page(
            pages.EventPage(22, "rosters:event_rosters", _("Upload a list"), managed=True)
        )
        people_pages.register_people_page(10, "rosters:roster_list", _("Lists of people"))
        for kind, work in ((services.READ_JOB, services.read), (services.TAKE_JOB, services.take_over)):
            jobs.register_job(kind, work)
            homes.register_job_target(
                kind, lambda job: reverse("rosters:roster_detail", args=[job.payload["roster"]])
            )
