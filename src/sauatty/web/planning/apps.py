from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "sauatty.web.planning"
    label = "planning"

    def ready(self) -> None:
        """Register the permissions, the rail, the next sessions of a trainer and the step of the thread."""
        from sauatty.web.base import homes, navigation, roles
        from sauatty.web.planning import links, permissions, thread
        from sauatty.web.programmes import board

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        homes.register_links(links.session_links)
        board.register_beads(36, thread.beads)
