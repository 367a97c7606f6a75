from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "sauatty.web.instruments"
    label = "instruments"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules and the job of paper forms."""
        from sauatty.web.base import homes, jobs, navigation, privacy, roles
        from sauatty.web.instruments import permissions, services

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_job(services.PAPER_JOB, services.do_paper)
        homes.register_job_target(services.PAPER_JOB, services.paper_address)
