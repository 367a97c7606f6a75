from django.urls import URLPattern, path

from sauatty.web.reports.views import consents, packs, reporting

app_name = "reports"
urlpatterns: list[URLPattern] = [
    path("research/", consents.my_research, name="my_research"),
    path("reports/", reporting.home, name="home"),
    path("<uuid:programme_id>/research-text/", consents.research_text, name="research_text"),
    path("<uuid:programme_id>/research-paper/", consents.paper_consent, name="paper_consent"),
    path("<uuid:programme_id>/pack/", packs.pack, name="pack"),
    path("<uuid:programme_id>/report/", reporting.report_list, name="report_list"),
    path("<uuid:programme_id>/report/<int:number>/", reporting.report_detail, name="report_detail"),
    path("<uuid:programme_id>/report/<int:number>/<str:form>/", reporting.report_file, name="report_file"),
]
