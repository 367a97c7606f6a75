from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "sauatty.web.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules and the submissions of surveys."""
        from sauatty.web.base import demo, inbox, jobs, navigation, privacy, roles
        from sauatty.web.surveys import demonstration, permissions, services, submission
        from sauatty.web.surveys.services import links, retention

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        privacy.register_sweep("surveys past their term", retention.forget_what_is_past_its_term)
        privacy.register_sweep("responses to no survey", retention.forget_strays)
        inbox.register_submission(
            submission.KIND,
            services.record_response,
            quarantined=services.keep_quarantined,
            keeps_only_day=submission.KEPT,
        )
        jobs.register_chore("surveys.shuffle", links.shuffle_used_links)
        demo.register_demo("surveys", demonstration.make, demonstration.remove, demonstration.count)
