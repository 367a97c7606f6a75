from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """Copies of the whole site, and whether it is well; it has no tables and no pages."""

    name = "sauatty.web.upkeep"
    label = "upkeep"
