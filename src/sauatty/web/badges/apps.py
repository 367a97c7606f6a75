from django.apps import AppConfig


class BadgesConfig(AppConfig):
    name = "sauatty.web.badges"
    label = "badges"

    def ready(self) -> None:
        """Register permissions and data rules, and hear of certificates."""
        from sauatty.web.badges import links, permissions, services
        from sauatty.web.base import privacy, roles
        from sauatty.web.certificates import told

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
        told.register_listener(services.hear)
        told.register_holder_links(links.for_holder)
        told.register_public_links(links.for_everybody)
