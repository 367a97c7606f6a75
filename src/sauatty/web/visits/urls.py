from django.urls import URLPattern, path

from sauatty.web.visits.views import asking, schools, work

app_name = "visits"
urlpatterns: list[URLPattern] = [
    path("", work.request_list, name="request_list"),
    path("ask/<uuid:programme_id>/", asking.help_ask, name="help_ask"),
    path("follow/", asking.help_follow, name="help_follow"),
    path("list/", schools.school_list, name="school_list"),
    path("list/file/", schools.school_file, name="school_file"),
    path("requests/<uuid:request_id>/", work.request_detail, name="request_detail"),
    path("requests/<uuid:request_id>/<slug:step>/", work.request_step, name="request_step"),
    path("<uuid:school_id>/", schools.school_detail, name="school_detail"),
]
