from django.urls import path

from sauatty.web.frameworks import views

app_name = "frameworks"
urlpatterns = [
    path("", views.framework_list, name="framework_list"),
    path("crosswalks/<slug:crosswalk_id>/", views.crosswalk_detail, name="crosswalk_detail"),
    path("<slug:slug>/", views.framework_detail, name="framework_detail"),
    path("<slug:slug>/<str:code>/", views.competence_detail, name="competence_detail"),
]
