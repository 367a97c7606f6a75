from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "sauatty.web.plans"
    label = "plans"

    def ready(self) -> None:
        """Register the permissions, the rail and the data rules."""
        from sauatty.web.base import navigation, privacy, roles
        from sauatty.web.plans import permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.DATA_RULES)
