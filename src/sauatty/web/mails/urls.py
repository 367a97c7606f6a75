from django.urls import URLPattern

app_name = "mails"
urlpatterns: list[URLPattern] = []
