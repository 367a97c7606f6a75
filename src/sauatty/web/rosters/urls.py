from django.urls import URLPattern, path

from sauatty.web.rosters.views import rosters

app_name = "rosters"
urlpatterns: list[URLPattern] = [
    path("of/<uuid:programme_id>/", rosters.roster_list, name="roster_list"),
    path("event/<uuid:event_id>/", rosters.event_rosters, name="event_rosters"),
    path("<uuid:roster_id>/", rosters.roster_detail, name="roster_detail"),
    path("<uuid:roster_id>/lines/<int:number>/", rosters.roster_decide, name="roster_decide"),
    path("<uuid:roster_id>/open/", rosters.roster_decide_open, name="roster_decide_open"),
    path("<uuid:roster_id>/take/", rosters.roster_take, name="roster_take"),
    path("<uuid:roster_id>/remove/", rosters.roster_remove, name="roster_remove"),
]
