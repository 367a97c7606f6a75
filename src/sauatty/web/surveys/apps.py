from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "sauatty.web.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules and the submissions of surveys."""
        from sauatty.web.base import inbox, navigation, privacy, roles
        from sauatty.web.surveys import permissions, services, submission

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        inbox.register_submission(
            submission.KIND,
            services.record_response,
            quarantined=services.keep_quarantined,
            keeps_only_day=submission.KEPT,
        )
