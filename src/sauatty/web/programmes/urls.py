from django.urls import path

from sauatty.web.programmes import cohort_views, views

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
    path("<uuid:programme_id>/cohorts/", cohort_views.cohort_list, name="cohort_list"),
    path("<uuid:programme_id>/cohorts/add/", cohort_views.cohort_add, name="cohort_add"),
    path("<uuid:programme_id>/cohorts/<uuid:cohort_id>/", cohort_views.cohort_edit, name="cohort_edit"),
    path(
        "<uuid:programme_id>/cohorts/<uuid:cohort_id>/remove/",
        cohort_views.cohort_remove,
        name="cohort_remove",
    ),
]
