"""The addresses of the measures. They stand in the namespace of alignments, whose figures they show."""

from django.urls import path

from sauatty.web.measures import file_views, map_views, views

urlpatterns = [
    path("", map_views.coverage_map, name="coverage_map"),
    path("map.svg", map_views.coverage_svg, name="coverage_svg"),
    path("export/", map_views.coverage_export, name="coverage_export"),
    path("objectives/", views.judged_list_page, name="judged_list"),
    path("unevenness/", views.unevenness, name="unevenness"),
    path("progression/", views.progression, name="progression"),
    path("gaps/", views.gaps, name="gaps"),
    path("most/", views.reinforcement, name="reinforcement"),
    path("compare/", views.comparison, name="comparison"),
    path("research/", views.research, name="research"),
    path("hours/", file_views.teaching_hours, name="teaching_hours"),
    path("charts/<slug:measure>.svg", views.measure_chart, name="measure_chart"),
    path("files/judged/", file_views.judged_file, name="judged_file"),
    path("files/associations/", file_views.association_file, name="association_file"),
    path("files/<slug:measure>/", views.measure_file, name="measure_file"),
]
