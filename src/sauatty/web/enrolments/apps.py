from django.apps import AppConfig


class EnrolmentsConfig(AppConfig):
    name = "sauatty.web.enrolments"
    label = "enrolments"

    def ready(self) -> None:
        """Register the permissions, the data rules, the letters, the pages about events, and what is looked after."""
        from django.utils.translation import gettext_lazy as _

        from sauatty.web.base import demo, navigation, privacy, roles
        from sauatty.web.enrolments import demonstration, letters, notices, permissions, selectors, showing
        from sauatty.web.events import pages

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        navigation.register_prefix("enrolments:my_trainings", "enrolments:registration")
        for name in ("people", "person", "enrolment", "question", "invitation"):
            navigation.register_prefix("events:event_list", f"enrolments:{name}")
        privacy.register_data_rules(permissions.data_rules())
        letters.register()
        notices.register()
        for order, name, label, managed in (
            (20, "people", _("People"), False),
            (21, "person_add", _("Register people"), True),
            (22, "invitation_list", _("Invitations"), True),
            (23, "question_list", _("Questions at registration"), True),
        ):
            pages.register_event_page(pages.EventPage(order, f"enrolments:{name}", label, managed))
        pages.register_event_facts(showing.event_facts)
        pages.register_public_step(showing.public_step)
        pages.register_mine(selectors.event_ids)
        demo.register_demo("enrolments", demonstration.make, demonstration.remove, demonstration.count)
