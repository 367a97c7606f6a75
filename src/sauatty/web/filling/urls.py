from django.urls import URLPattern

app_name = "filling"
urlpatterns: list[URLPattern] = []
