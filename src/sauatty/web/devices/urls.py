from django.urls import URLPattern, path

from sauatty.web.devices import views

app_name = "devices"
urlpatterns: list[URLPattern] = [path("app.webmanifest", views.manifest, name="manifest")]
