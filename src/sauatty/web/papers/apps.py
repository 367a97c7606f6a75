from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "sauatty.web.papers"
    label = "papers"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules and the step of the thread."""
        from sauatty.web.base import navigation, privacy, roles
        from sauatty.web.papers import permissions, thread
        from sauatty.web.programmes import board

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        board.register_beads(40, thread.beads)
