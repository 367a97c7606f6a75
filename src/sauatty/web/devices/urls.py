from django.urls import URLPattern, path

from sauatty.web.devices import views

app_name = "devices"
urlpatterns: list[URLPattern] = [
    path("app.webmanifest", views.manifest, name="manifest"),
    path("shared-computer/end/", views.shared_end, name="shared_end"),
    path("shared-computer/here/", views.shared_here, name="shared_here"),
]
