from django.urls import path

from sauatty.web.alignments import file_views, measure_views, review_views, views

app_name = "alignments"
urlpatterns = [
    path("", views.coverage_map, name="coverage_map"),
    path("map.svg", views.coverage_svg, name="coverage_svg"),
    path("export/", views.coverage_export, name="coverage_export"),
    path("objectives/", measure_views.judged_list_page, name="judged_list"),
    path("unevenness/", measure_views.unevenness, name="unevenness"),
    path("progression/", measure_views.progression, name="progression"),
    path("gaps/", measure_views.gaps, name="gaps"),
    path("most/", measure_views.reinforcement, name="reinforcement"),
    path("compare/", measure_views.comparison, name="comparison"),
    path("research/", measure_views.research, name="research"),
    path("hours/", file_views.teaching_hours, name="teaching_hours"),
    path("charts/<slug:measure>.svg", measure_views.measure_chart, name="measure_chart"),
    path("files/judged/", file_views.judged_file, name="judged_file"),
    path("files/associations/", file_views.association_file, name="association_file"),
    path("files/<slug:measure>/", measure_views.measure_file, name="measure_file"),
    path("reviews/start/", review_views.review_start, name="review_start"),
    path("reviews/<uuid:project_id>/edition/", review_views.review_new_edition, name="review_new_edition"),
    path("reviews/<uuid:project_id>/language/", review_views.review_pair, name="review_pair"),
    path("reviews/<uuid:project_id>/changed/", review_views.review_changed, name="review_changed"),
    path("runs/<uuid:run_id>/", views.run_detail, name="run_detail"),
    path("standard/", views.standard_trace, name="standard_trace"),
]
