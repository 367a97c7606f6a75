from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "sauatty.web.plans"
    label = "plans"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, the job of the syllabus, and where plans are shown."""
        from sauatty.web.base import homes, jobs, navigation, privacy, roles
        from sauatty.web.plans import addresses, permissions, services
        from sauatty.web.plans.views import paths
        from sauatty.web.programmes import cohorts

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        for prefix in permissions.OF_PLANS:
            navigation.register_prefix("plans:survey_list", prefix)
        homes.register_links(paths.path_links)
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_job(services.SYLLABUS_JOB, services.do_syllabus)
        homes.register_job_target(services.SYLLABUS_JOB, services.syllabus_address)
        cohorts.register_plan_addresses(addresses.plan_addresses)
