from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "sauatty.web.base"
    label = "base"

    def ready(self) -> None:
        """Register the start-up checks, the permissions and the data rules of base; note when sessions begin."""
        from django.contrib.auth.signals import user_logged_in

        from sauatty.web.base import checks, permissions, privacy, roles, session_ends  # noqa: F401

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
        user_logged_in.connect(session_ends.begin, dispatch_uid="base.session_ends")
