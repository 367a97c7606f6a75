from django.apps import AppConfig


class AdaptationsConfig(AppConfig):
    name = "sauatty.web.adaptations"
    label = "adaptations"

    def ready(self) -> None:
        """Register the permissions, the data rules, the experts' link and the invented version."""
        from sauatty.web.adaptations import demonstration, permissions
        from sauatty.web.adaptations.views.ratings import rating_links
        from sauatty.web.base import demo, homes, privacy, roles

        roles.register_permissions(permissions.PERMISSIONS)
        privacy.register_data_rules(permissions.data_rules())
        homes.register_links(rating_links)
        demo.register_demo("adaptations", demonstration.make, demonstration.remove)
