from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "sauatty.web.standards"
    label = "standards"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, the pages, what waits for judges and what people are told."""
        from sauatty.web.attempts import told
        from sauatty.web.base import homes, navigation, privacy, roles
        from sauatty.web.papers import pages
        from sauatty.web.standards import permissions, waiting

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        for page in permissions.PAGES:
            pages.register_test_page(page)
        homes.register_links(waiting.seats)
        told.register_told(waiting.verdict)
