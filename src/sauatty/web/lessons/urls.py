from django.urls import path

app_name = "lessons"
urlpatterns: list[path] = []  # type: ignore[valid-type]
