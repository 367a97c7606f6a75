from django.urls import path

from sauatty.web.frameworks import views

app_name = "frameworks"
_VERSION = "versions/<slug:slug>/<int:number>"
urlpatterns = [
    path("", views.framework_list, name="framework_list"),
    path("crosswalks/<slug:crosswalk_id>/", views.crosswalk_detail, name="crosswalk_detail"),
    path(f"{_VERSION}/", views.version_detail, name="version_detail"),
    path(f"{_VERSION}/framework.yaml", views.version_yaml, name="version_yaml"),
    path(f"{_VERSION}/document/", views.version_document, name="version_document"),
    path("<slug:slug>/", views.framework_detail, name="framework_detail"),
    path("<slug:slug>/<str:code>/", views.competence_detail, name="competence_detail"),
]
