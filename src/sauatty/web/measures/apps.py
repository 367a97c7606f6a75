from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "sauatty.web.measures"
    label = "measures"

    def ready(self) -> None:
        """Register the permissions, the rail, the job of the figures, and where matching leads."""
        from sauatty.web.alignments.warming import FIGURES_JOB
        from sauatty.web.base import homes, jobs, navigation, roles
        from sauatty.web.curricula.services import FOLLOW_JOB, STORE_JOB
        from sauatty.web.measures import map_views, permissions, warming

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        jobs.register_job(FIGURES_JOB, warming.do_figures)
        homes.register_job_target(STORE_JOB, map_views.map_address)
        homes.register_job_target(FOLLOW_JOB, map_views.map_address)
