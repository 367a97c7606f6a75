from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "sauatty.web.answers"
    label = "answers"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, the kind of project, the jobs."""
        from sauatty.web.answers import demonstration, hooks, permissions
        from sauatty.web.answers.selectors import KIND
        from sauatty.web.answers.services import erasure, machine
        from sauatty.web.answers.views.machine import machine_address
        from sauatty.web.base import demo, homes, jobs, navigation, privacy, roles
        from sauatty.web.coding import kinds

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        kinds.register_kind(KIND, hooks.the_hooks())
        jobs.register_chore("answers.units", erasure.forget_lost_answers)
        jobs.register_job(machine.SUGGEST_JOB, machine.do_suggest)
        homes.register_job_target(machine.SUGGEST_JOB, machine_address)
        demo.register_demo("answers", demonstration.make, demonstration.remove)
