from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "sauatty.web.publications"
    label = "publications"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, the jobs, and what stands on pages of guides."""
        from sauatty.web.base import demo, homes, jobs, navigation, privacy, roles
        from sauatty.web.publications import addresses, demonstration, extending, permissions, services

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_prefix("guides:guide_list", "publications:")
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_job(services.FILES_JOB, services.do_files)
        jobs.register_job(services.OUTPUT_JOB, services.do_output)
        jobs.register_job(services.SEND_JOB, services.do_send)
        jobs.register_job(services.RETURN_JOB, services.do_return)
        homes.register_job_target(services.OUTPUT_JOB, addresses.made_file)
        homes.register_job_target(services.RETURN_JOB, addresses.returned_file)
        extending.register()
        demo.register_demo("publications", demonstration.make, demonstration.remove)
