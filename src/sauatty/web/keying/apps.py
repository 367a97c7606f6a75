from django.apps import AppConfig


class KeyingConfig(AppConfig):
    name = "sauatty.web.keying"
    label = "keying"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, what the bank shows of keys, and the invented data."""
        from sauatty.web.base import demo, navigation, privacy, roles
        from sauatty.web.keying import demonstration, extending, permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_prefix("items:item_list", "keying:")
        privacy.register_data_rules(permissions.data_rules())
        extending.register()
        demo.register_demo("keying", demonstration.make, demonstration.remove)
