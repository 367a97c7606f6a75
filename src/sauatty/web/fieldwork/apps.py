from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "sauatty.web.fieldwork"
    label = "fieldwork"

    def ready(self) -> None:
        """Register the permissions, the data rules, the beads, the jobs and the chores of the fieldwork."""
        from sauatty.web.base import homes, jobs, navigation, privacy, roles
        from sauatty.web.fieldwork import permissions, thread
        from sauatty.web.fieldwork.services import importing, mailing
        from sauatty.web.fieldwork.views import files
        from sauatty.web.programmes import board

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_prefix("surveys:campaign_list", "fieldwork:")
        privacy.register_data_rules(permissions.data_rules())
        board.register_beads(20, thread.beads)
        jobs.register_job(mailing.JOB, mailing.send_wave, is_outward=True)
        jobs.register_job(importing.READ_JOB, importing.read_file)
        jobs.register_job(importing.TAKE_JOB, importing.take_file)
        jobs.register_chore("fieldwork.letters", mailing.send_due_waves, is_outward=True)
        for kind in (importing.READ_JOB, importing.TAKE_JOB):
            homes.register_job_target(kind, files.file_address, explains=files.explains_refusal)
