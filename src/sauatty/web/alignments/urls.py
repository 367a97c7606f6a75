from django.urls import URLPattern

app_name = "alignments"
urlpatterns: list[URLPattern] = []
