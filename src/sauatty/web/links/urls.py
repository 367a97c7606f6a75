from django.urls import URLPattern, path

from sauatty.web.links import views

app_name = "links"
urlpatterns: list[URLPattern] = [
    path("make/", views.link_make, name="link_make"),
    path("<slug:code>/", views.link_detail, name="link_detail"),
    path("<slug:code>/sheet/", views.link_sheet, name="link_sheet"),
]
