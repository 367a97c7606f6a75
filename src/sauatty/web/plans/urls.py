from django.urls import URLPattern, path

from sauatty.web.plans.views import making, pages, paths

app_name = "plans"
_ONE = "<uuid:campaign_id>/"
urlpatterns: list[URLPattern] = [
    path("", pages.survey_list, name="survey_list"),
    path("my-path/", paths.my_path, name="my_path"),
    path("cohorts/<uuid:cohort_id>/days/", paths.cohort_dates, name="cohort_dates"),
    path(_ONE, pages.plan_detail, name="plan_detail"),
    path(_ONE + "content/", pages.needs_and_content, name="needs_and_content"),
    path(_ONE + "suggest/", pages.plan_suggest, name="plan_suggest"),
    path(_ONE + "edit/", pages.plan_edit, name="plan_edit"),
    path(_ONE + "restore/", pages.plan_restore, name="plan_restore"),
    path(_ONE + "chart.svg", pages.plan_chart, name="plan_chart"),
    path(_ONE + "syllabus/", pages.syllabus_file, name="syllabus_file"),
    path(_ONE + "cohorts/", making.cohorts_make, name="cohorts_make"),
]
