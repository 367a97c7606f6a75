from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "sauatty.web.frameworks"
    label = "frameworks"
