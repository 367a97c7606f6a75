from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "sauatty.web.base"
    label = "base"

    def ready(self) -> None:
        """Register the permissions and the data rules of base; note when sessions begin."""
        from django.contrib.auth.signals import user_logged_in

        from sauatty.web.base import permissions, privacy, roles, session_ends

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
        user_logged_in.connect(session_ends.begin, dispatch_uid="base.session_ends")
