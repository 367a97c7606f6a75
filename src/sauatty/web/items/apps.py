from django.apps import AppConfig


class ItemsConfig(AppConfig):
    name = "sauatty.web.items"
    label = "items"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, the job and the invented data."""
        from sauatty.web.base import demo, jobs, navigation, privacy, roles
        from sauatty.web.items import demonstration, permissions, services

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_job(services.ALIKE_JOB, services.do_look_for_alike)
        demo.register_demo("items", demonstration.make, demonstration.remove, demonstration.count)
