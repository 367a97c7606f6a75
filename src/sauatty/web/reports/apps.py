from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Consent to research, research packs, and reports on a programme."""

    name = "sauatty.web.reports"
    label = "reports"

    def ready(self) -> None:
        """Register permissions, data rules, the rail, jobs, and what stands on a person's own path."""
        from sauatty.web.base import demo, homes, jobs, navigation, privacy, roles
        from sauatty.web.reports import addresses, demonstration, permissions, services

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_job(services.PACK_JOB, services.do_pack)
        jobs.register_job(services.REPORT_JOB, services.do_report)
        homes.register_job_target(services.PACK_JOB, addresses.packs_of_job)
        homes.register_job_target(services.REPORT_JOB, addresses.report_of_job)
        homes.register_link(addresses.research_link)
        demo.register_demo("reports", demonstration.make, demonstration.remove, demonstration.count)
