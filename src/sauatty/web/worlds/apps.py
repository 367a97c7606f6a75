from django.apps import AppConfig


class WorldsConfig(AppConfig):
    name = "sauatty.web.worlds"
    label = "worlds"

    def ready(self) -> None:
        """Offer the invented programme of the published size to those who look around."""
        from sauatty.web.base import demo
        from sauatty.web.worlds import making

        demo.register_demo("worlds", making.make, making.remove)
