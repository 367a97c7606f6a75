from django.apps import AppConfig


class CalibrationsConfig(AppConfig):
    name = "sauatty.web.calibrations"
    label = "calibrations"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules and the jobs."""
        from sauatty.web.base import homes, jobs, navigation, privacy, roles
        from sauatty.web.calibrations import permissions, services

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_job(services.ANALYSIS_JOB, services.do_analysis)
        homes.register_job_target(services.ANALYSIS_JOB, services.analysis_address)
