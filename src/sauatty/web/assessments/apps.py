from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "sauatty.web.assessments"
    label = "assessments"

    def ready(self) -> None:
        """Register the permissions, the rail, the data rules, who grades attempts, the jobs, the chore and the pages."""
        from sauatty.web.assessments import facts, permissions, services
        from sauatty.web.attempts import grading
        from sauatty.web.base import homes, jobs, navigation, privacy, roles
        from sauatty.web.papers import pages

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        for view_name, prefixes in (
            ("assessments:blueprint_list", permissions.OF_FORMS),
            ("papers:test_list", permissions.OF_TESTS),
        ):
            for prefix in prefixes:
                navigation.register_prefix(view_name, prefix)
        for page in permissions.PAGES:
            pages.register_test_page(page)
        pages.register_facts(facts.test_facts)
        privacy.register_data_rules(permissions.data_rules())
        grading.register_grader(services.grade)
        jobs.register_job(services.ASSEMBLE_JOB, services.do_assemble)
        jobs.register_job(services.REGRADE_JOB, services.do_regrade)
        jobs.register_job(services.RELEASE_JOB, services.do_release)
        jobs.register_job(services.DATA_JOB, services.do_data)
        homes.register_job_target(services.ASSEMBLE_JOB, services.assembly_address)
        homes.register_job_target(services.REGRADE_JOB, services.regrade_address)
        homes.register_job_target(services.DATA_JOB, services.data_address)
        jobs.register_chore("results of tests", services.look_for_results)
