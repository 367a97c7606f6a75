from django.urls import URLPattern, path

from sauatty.web.calibrations.views import analyses, overview, parameters, reports

app_name = "calibrations"
_PROGRAMME = "results/<uuid:programme_id>/"
_ANALYSIS = "results/analysis/<uuid:analysis_id>/"
urlpatterns: list[URLPattern] = [
    path("results/", overview.programme_list, name="programme_list"),
    path("<uuid:test_id>/results/", overview.of_test, name="of_test"),
    path(_PROGRAMME, overview.overview, name="overview"),
    path(_PROGRAMME + "ask/<slug:kind>/", analyses.analysis_ask, name="analysis_ask"),
    path(_PROGRAMME + "parameters/", parameters.set_list, name="set_list"),
    path(_PROGRAMME + "report/", reports.report, name="report"),
    path(_ANALYSIS + "use/", parameters.set_make, name="set_make"),
    path("results/parameters/<uuid:set_id>/use/", parameters.set_use, name="set_use"),
    path(_ANALYSIS, analyses.analysis_detail, name="analysis_detail"),
    path(_ANALYSIS + "chart/<slug:chart>.svg", analyses.analysis_chart, name="analysis_chart"),
    path(_ANALYSIS + "result.json", analyses.analysis_file, name="analysis_file"),
]
