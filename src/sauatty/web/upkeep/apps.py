from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """Copies of the whole site, and whether it is well; it has no tables and no pages."""

    name = "sauatty.web.upkeep"
    label = "upkeep"

    def ready(self) -> None:
        """Register the start-up checks."""
        from sauatty.web.upkeep import checks  # noqa: F401
