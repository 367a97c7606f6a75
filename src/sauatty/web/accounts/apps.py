from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sauatty.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register the permissions, the rail and the data rules of accounts."""
        from sauatty.web.accounts import permissions
        from sauatty.web.base import navigation, privacy, roles

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
