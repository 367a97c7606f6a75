from django.apps import AppConfig


class AttemptsConfig(AppConfig):
    name = "sauatty.web.attempts"
    label = "attempts"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, and the chore that looks after the clock."""
        from sauatty.web.attempts import permissions, services
        from sauatty.web.base import jobs, navigation, privacy, roles

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_chore("attempts over", services.look_after_the_clock)
