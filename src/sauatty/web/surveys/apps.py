from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "sauatty.web.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules and the submissions of surveys."""
        from sauatty.web.base import demo, homes, inbox, jobs, navigation, privacy, roles
        from sauatty.web.surveys import demonstration, permissions, services, submission
        from sauatty.web.surveys.services import importing, links, mailing, retention
        from sauatty.web.surveys.views import files

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        privacy.register_sweep("surveys past their term", retention.forget_what_is_past_its_term)
        inbox.register_submission(
            submission.KIND,
            services.record_response,
            quarantined=services.keep_quarantined,
            keeps_only_day=submission.KEPT,
        )
        jobs.register_job(mailing.JOB, mailing.send_wave)
        jobs.register_chore("surveys.letters", mailing.send_due_waves)
        jobs.register_chore("surveys.shuffle", links.shuffle_used_links)
        jobs.register_job(importing.READ_JOB, importing.read_file)
        jobs.register_job(importing.TAKE_JOB, importing.take_file)
        for kind in (importing.READ_JOB, importing.TAKE_JOB):
            homes.register_job_target(kind, files.file_address, explains=files.explains_refusal)
        demo.register_demo("surveys", demonstration.make, demonstration.remove)
