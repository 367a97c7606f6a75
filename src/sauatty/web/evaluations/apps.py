from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "sauatty.web.evaluations"
    label = "evaluations"

    def ready(self) -> None:
        """Register the permissions and the link in the rail."""
        from sauatty.web.base import homes, jobs, navigation, roles
        from sauatty.web.evaluations import addresses, beads, permissions, threads
        from sauatty.web.programmes import board

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        navigation.register_prefix("evaluations:board", "evaluations:programme_board")
        navigation.register_prefix("evaluations:thread", "evaluations:programme_thread")
        jobs.register_job(threads.THREAD_JOB, threads.do_thread)
        homes.register_job_target(threads.THREAD_JOB, addresses.thread_of_job)
        board.register_beads(90, beads.beads)
