from django.apps import AppConfig


class CalibrationsConfig(AppConfig):
    name = "sauatty.web.calibrations"
    label = "calibrations"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, the jobs, and what is known of items."""
        from sauatty.web.base import homes, jobs, navigation, privacy, roles
        from sauatty.web.calibrations import known, permissions, services
        from sauatty.web.items import statistics

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_job(services.ANALYSIS_JOB, services.do_analysis)
        homes.register_job_target(services.ANALYSIS_JOB, services.analysis_address)
        statistics.register_parameters(known.parameters)
        statistics.register_figures(known.figures)
