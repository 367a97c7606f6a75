from django.apps import AppConfig


class CurriculaConfig(AppConfig):
    name = "sauatty.web.curricula"
    label = "curricula"
