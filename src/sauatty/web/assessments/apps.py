from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "sauatty.web.assessments"
    label = "assessments"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, who grades attempts, the jobs and the chore."""
        from sauatty.web.assessments import permissions, services
        from sauatty.web.attempts import grading
        from sauatty.web.base import jobs, navigation, privacy, roles

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        grading.register_grader(services.grade)
        jobs.register_job(services.ASSEMBLE_JOB, services.do_assemble)
        jobs.register_job(services.REGRADE_JOB, services.do_regrade)
        jobs.register_job(services.RELEASE_JOB, services.do_release)
        jobs.register_chore("results of tests", services.look_for_results)
