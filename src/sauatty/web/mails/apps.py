from django.apps import AppConfig


class MailsConfig(AppConfig):
    name = "sauatty.web.mails"
    label = "mails"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, the sending and its chore."""
        from sauatty.web.base import jobs, navigation, privacy, roles
        from sauatty.web.mails import permissions, sending, services

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_job(services.JOB, sending.send_due, is_outward=True)
        jobs.register_chore("mails.due", services.wake_for_due_letters, is_outward=True)
