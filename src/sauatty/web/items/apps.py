from django.apps import AppConfig


class ItemsConfig(AppConfig):
    name = "sauatty.web.items"
    label = "items"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules and the job."""
        from sauatty.web.base import jobs, navigation, privacy, roles
        from sauatty.web.items import permissions, services

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_job(services.ALIKE_JOB, services.do_look_for_alike)
