from django.apps import AppConfig


class CodingConfig(AppConfig):
    name = "sauatty.web.coding"
    label = "coding"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, the kinds of submission and the jobs."""
        from sauatty.web.base import homes, inbox, jobs, navigation, privacy, roles
        from sauatty.web.coding import permissions, services, views
        from sauatty.web.coding.services import figures, importing, problems

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        keep = problems.keep_problem
        inbox.register_submission(services.DECISION, services.record_decision, quarantined=keep)
        inbox.register_submission(services.UNDO, services.undo_decision, quarantined=keep)
        jobs.register_job(figures.FIGURES_JOB, figures.do_figures)
        jobs.register_job(importing.IMPORT_JOB, importing.do_import)
        homes.register_job_target(importing.IMPORT_JOB, views.import_address)
        homes.register_job_target(figures.FIGURES_JOB, views.agreement_address)
        homes.register_link(views.home_link)
        homes.register_home(95, frozenset({roles.SIGNED_IN_ONLY}), views.home_without_role)
