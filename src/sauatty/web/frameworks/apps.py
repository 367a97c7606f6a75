from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "sauatty.web.frameworks"
    label = "frameworks"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules and the job that makes files."""
        from sauatty.web.base import homes, jobs, navigation, privacy, roles
        from sauatty.web.frameworks import permissions, services, views

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_job(services.DOCUMENT_JOB, services.do_document)
        homes.register_job_target(services.DOCUMENT_JOB, views.document_address)
