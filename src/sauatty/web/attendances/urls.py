from django.urls import URLPattern

app_name = "attendances"
urlpatterns: list[URLPattern] = []
