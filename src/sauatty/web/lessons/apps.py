from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "sauatty.web.lessons"
    label = "lessons"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, the submissions of learners and the job of files."""
        from sauatty.web.base import homes, inbox, jobs, navigation, privacy, roles
        from sauatty.web.lessons import files, permissions, services, submission

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        inbox.register_submission(submission.KIND, services.take_submission, is_private=True)
        jobs.register_job(files.JOB, files.do_files)
        homes.register_job_target(files.JOB, files.file_address)
