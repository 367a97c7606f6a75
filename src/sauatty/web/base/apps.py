from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "sauatty.web.base"
    label = "base"

    def ready(self) -> None:
        """Register the start-up checks, the permissions and the data rules of base."""
        from sauatty.web.base import checks, permissions, privacy, roles  # noqa: F401

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
