from django.urls import path

from sauatty.web.alignments import views

app_name = "alignments"
urlpatterns = [
    path("", views.coverage_map, name="coverage_map"),
    path("map.svg", views.coverage_svg, name="coverage_svg"),
    path("export/", views.coverage_export, name="coverage_export"),
    path("runs/<uuid:run_id>/", views.run_detail, name="run_detail"),
    path("standard/", views.standard_trace, name="standard_trace"),
]
