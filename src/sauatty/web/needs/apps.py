from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "sauatty.web.needs"
    label = "needs"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, the jobs and the sweep of kept figures."""
        from sauatty.web.base import homes, jobs, navigation, privacy, roles
        from sauatty.web.needs import kept, permissions, services
        from sauatty.web.needs.views import taking

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        for kind, work in (
            (services.REPORT_JOB, services.do_report),
            (services.RESEARCH_JOB, services.do_research),
        ):
            jobs.register_job(kind, work)
            homes.register_job_target(kind, taking.file_address)
        privacy.register_sweep("figures of surveys", kept.sweep)
