from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sauatty.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, the jobs and the home of accounts."""
        from sauatty.web.accounts import permissions
        from sauatty.web.accounts.services import first, sign_in
        from sauatty.web.accounts.views import profile
        from sauatty.web.base import homes, jobs, navigation, privacy, roles

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_job(sign_in.MAIL_JOB, sign_in.do_mail_job, is_outward=True)
        jobs.register_job(first.DEMO_JOB, first.do_demo_job)
        homes.register_job_target(first.DEMO_JOB, profile.home_address)
        homes.register_home(90, permissions.WITH_A_ROLE, profile.my_path)
