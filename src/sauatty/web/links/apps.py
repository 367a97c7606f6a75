from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "sauatty.web.links"
    label = "links"

    def ready(self) -> None:
        """Register permissions and the data rule."""
        from sauatty.web.base import privacy, roles
        from sauatty.web.links import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
