"""The addresses of desk."""

from django.urls import path

from sauatty.web.desk.views import pages

app_name = "desk"
urlpatterns = [
    path("", pages.overview, name="overview"),
    path("corrections/", pages.correction_list, name="correction_list"),
    path("corrections/file/", pages.correction_export, name="correction_export"),
    path("<slug:language>/", pages.text_list, name="text_list"),
    path("<slug:language>/native/", pages.language_declare, name="language_declare"),
    path("<slug:language>/<slug:kind>/<str:key>/", pages.text_read, name="text_read"),
]
