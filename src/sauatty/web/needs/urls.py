from django.urls import URLPattern, path

from sauatty.web.needs.views import directors, files, pages, taking

app_name = "needs"
_ONE = "<uuid:campaign_id>/"
urlpatterns: list[URLPattern] = [
    path("", pages.survey_list, name="survey_list"),
    path(_ONE, pages.overview, name="overview"),
    path(_ONE + "tables/", pages.tables, name="tables"),
    path(_ONE + "groups/", pages.crossed, name="crossed"),
    path(_ONE + "claimed/", pages.claimed, name="claimed"),
    path(_ONE + "ranking/", pages.ranking, name="ranking"),
    path(_ONE + "change/", pages.change, name="change"),
    path(_ONE + "weights/", pages.weights, name="weights"),
    path(_ONE + "rows/", pages.answer_rows, name="rows"),
    path(_ONE + "charts/<slug:figure>.svg", files.chart, name="chart"),
    path(_ONE + "files/<slug:page>/", files.figure_file, name="figure_file"),
    path(_ONE + "report/", taking.report, name="report"),
    path(_ONE + "research/", taking.research, name="research"),
    path(_ONE + "directors/", directors.director_links, name="director_links"),
    path(_ONE + "directors/<uuid:link_id>/revoke/", directors.director_revoke, name="director_revoke"),
    path("institution/<str:token>/", directors.director, name="director"),
]
