from django.apps import AppConfig


class BoxesConfig(AppConfig):
    """The programme on a laptop away from the net, and what came in there brought home."""

    name = "sauatty.web.boxes"
    label = "boxes"

    def ready(self) -> None:
        """Register permissions, data rules and the rail."""
        from sauatty.web.base import navigation, privacy, roles
        from sauatty.web.boxes import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
