from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "sauatty.web.practice"
    label = "practice"

    def ready(self) -> None:
        """Register permissions and data rules, the rule 'own activity', the part of the record, and what is shown."""
        from sauatty.web.activities import ideas, pages, told
        from sauatty.web.attachments import opening
        from sauatty.web.base import demo, navigation, privacy, roles
        from sauatty.web.entitlements.rules import register_rule
        from sauatty.web.practice import demonstration, offers, permissions, record, rule
        from sauatty.web.records.sections import register_section

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
        register_rule(rule.OWN_ACTIVITY)
        register_section(record.ACTIVITIES)
        told.register_listener(offers.hear)
        pages.register_parts(offers.said)
        ideas.register_source("practice", offers.begun_with)
        opening.register_opener("practice", offers.may_open_picture)
        navigation.register_prefix("activities:activity_list", "practice:")
        demo.register_demo("practice", demonstration.make, demonstration.remove, demonstration.count)
