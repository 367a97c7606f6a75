from django.apps import AppConfig


class CalibrationsConfig(AppConfig):
    name = "sauatty.web.calibrations"
    label = "calibrations"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, the jobs, what is known of items, and the invented data."""
        from sauatty.web.base import demo, homes, jobs, navigation, privacy, roles
        from sauatty.web.calibrations import demonstration, known, permissions, services
        from sauatty.web.items import statistics
        from sauatty.web.papers import pages

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        for page in permissions.PAGES:
            pages.register_test_page(page)
        jobs.register_job(services.ANALYSIS_JOB, services.do_analysis)
        homes.register_job_target(services.ANALYSIS_JOB, services.analysis_address)
        jobs.register_job(services.REPORT_JOB, services.do_report)
        homes.register_job_target(services.REPORT_JOB, services.report_address)
        statistics.register_parameters(known.parameters)
        statistics.register_figures(known.figures)
        demo.register_demo("tests", demonstration.make, demonstration.remove, demonstration.count)
