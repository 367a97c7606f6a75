from django.apps import AppConfig


class MailsConfig(AppConfig):
    name = "sauatty.web.mails"
    label = "mails"

    def ready(self) -> None:
        """Register the permissions and the data rules."""
        from sauatty.web.base import privacy, roles
        from sauatty.web.mails import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
