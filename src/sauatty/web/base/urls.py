from django.urls import path

from sauatty.web.base import views

app_name = "base"
urlpatterns = [
    path("", views.home, name="home"),
    path("jobs/<uuid:job_id>/", views.job_detail, name="job_detail"),
    path("jobs/<uuid:job_id>/cancel/", views.job_cancel, name="job_cancel"),
    path("files/<uuid:file_id>/", views.file_fetch, name="file_fetch"),
    path("about/", views.about, name="about"),
]
