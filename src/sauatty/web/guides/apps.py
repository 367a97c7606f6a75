from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "sauatty.web.guides"
    label = "guides"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, the jobs and where they lead."""
        from sauatty.web.base import demo, homes, jobs, navigation, privacy, roles
        from sauatty.web.guides import addresses, demonstration, permissions, services
        from sauatty.web.guides.views import pages

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_job(services.DRAFT_JOB, services.do_draft)
        jobs.register_job(services.MEASURE_JOB, services.do_measure)
        homes.register_job_target(services.DRAFT_JOB, addresses.drafted_guide)
        homes.register_job_target(services.MEASURE_JOB, addresses.measured_figures)
        homes.register_links(pages.review_links)
        demo.register_demo("guides", demonstration.make, demonstration.remove, demonstration.count)
