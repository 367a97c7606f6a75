from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "sauatty.web.lessons"
    label = "lessons"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules and the submissions of learners."""
        from sauatty.web.base import inbox, navigation, privacy, roles
        from sauatty.web.lessons import permissions, services, submission

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        inbox.register_submission(submission.KIND, services.take_submission, is_private=True)
