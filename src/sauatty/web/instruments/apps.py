from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "sauatty.web.instruments"
    label = "instruments"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, the job of paper forms, the invented one."""
        from sauatty.web.base import demo, homes, jobs, navigation, privacy, roles
        from sauatty.web.instruments import demonstration, permissions, services

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_job(services.PAPER_JOB, services.do_paper)
        homes.register_job_target(services.PAPER_JOB, services.paper_address)
        demo.register_demo("instruments", demonstration.make, demonstration.remove, demonstration.count)
