from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttemptsConfig(AppConfig):
    name = "sauatty.web.attempts"
    label = "attempts"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, where tests are shown, and the chore of the clock."""
        from sauatty.web.attempts import arriving, permissions, printing, services, submission
        from sauatty.web.attempts.views import following, links
        from sauatty.web.base import homes, inbox, jobs, navigation, privacy, roles
        from sauatty.web.papers import pages

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        pages.register_facts(following.facts)
        pages.register_test_page(
            pages.TestPage(10, "attempts:takers", _("Who has taken it, and who has not"))
        )
        pages.register_test_page(
            pages.TestPage(20, "attempts:on_paper", _("On paper: print, and type in the sheets"))
        )
        homes.register_links(links.test_links)
        jobs.register_job(printing.JOB, printing.do_paper)
        homes.register_job_target(printing.JOB, printing.file_address)
        inbox.register_submission(submission.KIND, arriving.take_submission, is_private=True)
        jobs.register_chore("attempts over", services.look_after_the_clock)
