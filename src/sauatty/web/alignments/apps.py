from django.apps import AppConfig


class AlignmentsConfig(AppConfig):
    name = "sauatty.web.alignments"
    label = "alignments"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, the jobs, and what other apps ask of this one."""
        from sauatty.web.alignments import (
            carrying_jobs,
            demonstration,
            hooks,
            kept,
            permissions,
            ranking,
            review_views,
            reviewing,
            services,
        )
        from sauatty.web.alignments.lens import ProposalLens
        from sauatty.web.base import demo, homes, jobs, navigation, privacy, roles
        from sauatty.web.coding import kinds
        from sauatty.web.curricula import lenses

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        lenses.register_lens(ProposalLens())
        lenses.register_after_stored(services.match_edition)
        for kind, job in (
            (reviewing.START_JOB, reviewing.do_start),
            (carrying_jobs.EDITION_JOB, carrying_jobs.do_go_on),
            (carrying_jobs.PAIR_JOB, carrying_jobs.do_confirm),
        ):
            homes.register_job_target(kind, review_views.review_address)
            jobs.register_job(kind, job)
        jobs.register_job(ranking.RANK_JOB, ranking.do_rank)
        kinds.register_kind(hooks.KIND, hooks.the_hooks())
        privacy.register_sweep("alignments.measures", kept.sweep)
        demo.register_demo("alignments", demonstration.make, demonstration.remove)
