from django.urls import path

from sauatty.web.boxes import views

app_name = "boxes"
urlpatterns = [
    path("", views.taking_list, name="taking_list"),
    path("<uuid:taking_id>/", views.taking, name="taking"),
]
