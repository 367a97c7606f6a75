from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "sauatty.web.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Register the permissions, the data rules, the jobs, and what every review shows of this app."""
        from sauatty.web.agreements import permissions, selectors, views
        from sauatty.web.agreements.services import figures, importing
        from sauatty.web.base import homes, jobs, navigation, privacy, roles
        from sauatty.web.coding import extensions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_prefix("coding:project_list", "agreements:")
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_job(figures.FIGURES_JOB, figures.do_figures)
        jobs.register_job(importing.IMPORT_JOB, importing.do_import)
        homes.register_job_target(figures.FIGURES_JOB, views.agreement_address)
        homes.register_job_target(importing.IMPORT_JOB, views.import_address)
        extensions.register_extension(
            extensions.Extension(
                links="agreements/_links.html",
                managing="agreements/_tables.html",
                desk="agreements/_desk.html",
                context_of=selectors.review_context,
                reasons_of=selectors.reasons_of,
                stamp_of=selectors.stamp_of,
            )
        )
