from django.urls import path

from sauatty.web.disclosures import views

app_name = "disclosures"
urlpatterns = [
    path("my-data/", views.my_data, name="my_data"),
    path("data-record/", views.data_record, name="data_record"),
]
