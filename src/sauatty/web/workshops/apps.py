from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "sauatty.web.workshops"
    label = "workshops"

    def ready(self) -> None:
        """Register permissions, data rules, the rail, materials, letters, and what stands on pages of trainings."""
        from sauatty.web.base import demo, homes, jobs, navigation, privacy, roles
        from sauatty.web.events import told
        from sauatty.web.workshops import demonstration, hearing, letters, links, materials, permissions

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        jobs.register_job(materials.JOB, materials.do_materials)
        homes.register_job_target(materials.JOB, links.materials_page)
        jobs.register_chore("workshops.remind", letters.remind)
        letters.register()
        links.register()
        told.register_listener(hearing.hear)
        demo.register_demo("workshops", demonstration.make, demonstration.remove, demonstration.count)
