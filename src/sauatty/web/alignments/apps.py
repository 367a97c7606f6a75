from django.apps import AppConfig


class AlignmentsConfig(AppConfig):
    name = "sauatty.web.alignments"
    label = "alignments"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, and what curricula asks of this app."""
        from sauatty.web.alignments import permissions, services, views
        from sauatty.web.alignments.lens import ProposalLens
        from sauatty.web.base import homes, navigation, privacy, roles
        from sauatty.web.curricula import lenses
        from sauatty.web.curricula.services import FOLLOW_JOB, STORE_JOB

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        lenses.register_lens(ProposalLens())
        lenses.register_after_stored(services.match_edition)
        homes.register_job_target(STORE_JOB, views.map_address)
        homes.register_job_target(FOLLOW_JOB, views.map_address)
