from django.urls import path

from sauatty.web.programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.programme_list, name="programme_list"),
    path("add/", views.programme_add, name="programme_add"),
    path("demonstration/make/", views.demo_make, name="demo_make"),
    path("demonstration/remove/", views.demo_remove, name="demo_remove"),
    path("<uuid:programme_id>/", views.programme_detail, name="programme_detail"),
    path("<uuid:programme_id>/edit/", views.programme_edit, name="programme_edit"),
    path("<uuid:programme_id>/people/", views.member_list, name="member_list"),
    path("<uuid:programme_id>/people/add/", views.member_add, name="member_add"),
    path("<uuid:programme_id>/people/<uuid:grant_id>/remove/", views.member_remove, name="member_remove"),
]
