from django.apps import AppConfig


class SpecialistsConfig(AppConfig):
    name = "sauatty.web.specialists"
    label = "specialists"

    def ready(self) -> None:
        """Register permissions, data rules, the rail, letters and the invented entries."""
        from sauatty.web.base import demo, jobs, navigation, privacy, roles
        from sauatty.web.specialists import announcing, demonstration, letters, permissions, services

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_chore("specialists.remove_without_consent", services.remove_without_consent)
        jobs.register_job(announcing.JOB, announcing.plan_letters)
        letters.register()
        demo.register_demo("specialists", demonstration.make, demonstration.remove, demonstration.count)
