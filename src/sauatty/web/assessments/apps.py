from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "sauatty.web.assessments"
    label = "assessments"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, and who grades attempts."""
        from sauatty.web.assessments import permissions, services
        from sauatty.web.attempts import grading
        from sauatty.web.base import navigation, privacy, roles

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        grading.register_grader(services.grade)
