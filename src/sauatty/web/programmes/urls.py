from django.urls import path

from sauatty.web.programmes import cohort_views, member_views, views

app_name = "programmes"
_COHORT = "<uuid:programme_id>/cohorts/<uuid:cohort_id>/"
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
    path(_COHORT + "people/", member_views.cohort_members, name="cohort_members"),
    path(
        _COHORT + "people/<uuid:person_id>/remove/",
        member_views.cohort_member_remove,
        name="cohort_member_remove",
    ),
    path(_COHORT + "join/", member_views.cohort_join, name="cohort_join"),
    path(_COHORT + "leave/", member_views.cohort_leave, name="cohort_leave"),
]
