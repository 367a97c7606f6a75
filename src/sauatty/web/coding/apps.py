from django.apps import AppConfig


class CodingConfig(AppConfig):
    name = "sauatty.web.coding"
    label = "coding"
