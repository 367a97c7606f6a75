from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "sauatty.web.planning"
    label = "planning"

    def ready(self) -> None:
        """Register the permissions, the rail, and the next sessions of a trainer."""
        from sauatty.web.base import homes, navigation, roles
        from sauatty.web.planning import links, permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        homes.register_links(links.session_links)
