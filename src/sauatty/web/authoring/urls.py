from django.urls import path

app_name = "authoring"
urlpatterns: list[path] = []  # type: ignore[valid-type]
