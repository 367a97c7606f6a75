from django.urls import URLPattern, path

from sauatty.web.plans.views import making, pages

app_name = "plans"
_ONE = "<uuid:campaign_id>/"
urlpatterns: list[URLPattern] = [
    path("", pages.survey_list, name="survey_list"),
    path(_ONE, pages.plan_detail, name="plan_detail"),
    path(_ONE + "suggest/", pages.plan_suggest, name="plan_suggest"),
    path(_ONE + "edit/", pages.plan_edit, name="plan_edit"),
    path(_ONE + "restore/", pages.plan_restore, name="plan_restore"),
    path(_ONE + "chart.svg", pages.plan_chart, name="plan_chart"),
    path(_ONE + "syllabus/", pages.syllabus_file, name="syllabus_file"),
    path(_ONE + "cohorts/", making.cohorts_make, name="cohorts_make"),
]
