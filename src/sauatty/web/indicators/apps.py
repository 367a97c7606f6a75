from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "sauatty.web.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Register permissions, data rules, the rail, the monthly snapshot and the invented indicators."""
        from sauatty.web.base import demo, jobs, navigation, privacy, roles
        from sauatty.web.indicators import demonstration, permissions, snapshots

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_job(snapshots.KIND, snapshots.do)
        jobs.register_chore("indicators.monthly", snapshots.ask_for_months)
        demo.register_demo("indicators", demonstration.make, demonstration.remove, demonstration.count)
