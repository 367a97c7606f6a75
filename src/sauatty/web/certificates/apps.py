from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "sauatty.web.certificates"
    label = "certificates"

    def ready(self) -> None:
        """Register the permissions and the data rules."""
        from sauatty.web.base import privacy, roles
        from sauatty.web.certificates import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
