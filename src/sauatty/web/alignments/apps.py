from django.apps import AppConfig


class AlignmentsConfig(AppConfig):
    name = "sauatty.web.alignments"
    label = "alignments"
