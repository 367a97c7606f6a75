from django.apps import AppConfig


class CurriculaConfig(AppConfig):
    name = "sauatty.web.curricula"
    label = "curricula"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, the jobs, the beads and the demonstration data."""
        from sauatty.web.base import demo, homes, jobs, navigation, privacy, roles
        from sauatty.web.curricula import demonstration, permissions, services, thread, views
        from sauatty.web.programmes import board

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        privacy.register_sweep("curricula.files", services.sweep_files)
        jobs.register_job(services.READ_JOB, services.do_read)
        jobs.register_job(services.STORE_JOB, services.do_store)
        jobs.register_job(services.FOLLOW_JOB, services.do_follow)
        homes.register_job_target(services.READ_JOB, views.preview_address, explains=views.explains_refusal)
        board.register_beads(10, thread.beads)
        demo.register_demo("curricula", demonstration.make, services.remove_demo)
