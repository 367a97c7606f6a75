from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "sauatty.web.attachments"
    label = "attachments"

    def ready(self) -> None:
        """Register permissions, data rules, the check of a file and the sweep of what is left."""
        from sauatty.web.attachments import checking, permissions, services
        from sauatty.web.base import jobs, privacy, roles

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
        privacy.register_sweep("attachments", checking.sweep)
        jobs.register_job(services.CHECK_JOB, checking.do_check)
