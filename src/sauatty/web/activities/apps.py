from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "sauatty.web.activities"
    label = "activities"

    def ready(self) -> None:
        """Register permissions, data rules, the entry of the rail, and who may open evidence."""
        from django.utils.translation import gettext_lazy as _

        from sauatty.web.activities import arriving, demonstration, letters, permissions, selectors, thread
        from sauatty.web.attachments import opening
        from sauatty.web.base import demo, inbox, navigation, privacy, roles
        from sauatty.web.programmes import board

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
        opening.register_opener("activities", selectors.may_open_file)
        entry = navigation.Entry("own", 20, "activities:activity_list", _("Activities"), "activities:")
        navigation.register_entries([entry])
        inbox.register_submission(arriving.PLAN, arriving.take_plan, is_private=True)
        inbox.register_submission(arriving.REPORT, arriving.take_report, is_private=True)
        letters.register()
        board.register_beads(50, thread.beads)
        demo.register_demo("activities", demonstration.make, demonstration.remove, demonstration.count)
