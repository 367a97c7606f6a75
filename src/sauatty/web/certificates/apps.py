from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "sauatty.web.certificates"
    label = "certificates"

    def ready(self) -> None:
        """Register permissions, rail, data rules, letters, jobs, pages and invented data."""
        from sauatty.web.base import homes, jobs, navigation, privacy, roles
        from sauatty.web.certificates import (
            addresses,
            demonstration,
            letters,
            permissions,
            services,
        )
        from sauatty.web.events import pages

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        letters.register()
        jobs.register_job(services.ISSUE_JOB, services.do_issue)
        jobs.register_job(services.PRINT_JOB, services.do_print)
        jobs.register_job(services.LIST_JOB, services.do_list)
        homes.register_job_target(services.LIST_JOB, addresses.of_list_job)
        homes.register_job_target(services.ISSUE_JOB, addresses.of_award_job)
        homes.register_job_target(services.PRINT_JOB, addresses.of_print_job)
        pages.register_event_page(addresses.EVENT_PAGE)
        demonstration.register()
