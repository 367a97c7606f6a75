from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "sauatty.web.guides"
    label = "guides"
