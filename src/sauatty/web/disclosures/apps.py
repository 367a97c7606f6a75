from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    """What is kept about people, in words: for the person, for the office, for an inspection. It has no tables."""

    name = "sauatty.web.disclosures"
    label = "disclosures"

    def ready(self) -> None:
        """Register the permissions and the rail."""
        from sauatty.web.base import navigation, roles
        from sauatty.web.disclosures import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
