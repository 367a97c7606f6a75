from django.urls import URLPattern, path

from sauatty.web.records import views

app_name = "records"
urlpatterns: list[URLPattern] = [
    path("mine/", views.record_page, name="record"),
    path("mine/record.pdf", views.record_pdf, name="record_pdf"),
]
