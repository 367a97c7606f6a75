from django.urls import URLPattern, path

from sauatty.web.activities.views import joining, offline, planning, reporting

app_name = "activities"
_ONE = "<uuid:activity_id>/"
urlpatterns: list[URLPattern] = [
    path("", planning.activity_list, name="activity_list"),
    path("ideas/", planning.idea_list, name="idea_list"),
    path("offline/", offline.offline, name="offline"),
    path("offline/mine/", offline.offline_mine, name="offline_mine"),
    path("worker.js", offline.offline_worker, name="offline_worker"),
    path("plan/", planning.activity_plan, name="activity_plan"),
    path("i-was-there/", joining.join, name="join"),
    path("i-was-there/noted/", joining.joined, name="joined"),
    path("i-was-there/<slug:code>/", joining.join_code, name="join_code"),
    path(_ONE, reporting.activity_detail, name="activity_detail"),
    path(_ONE + "change/", planning.activity_change, name="activity_change"),
    path(_ONE + "report/", reporting.activity_report, name="activity_report"),
    path(_ONE + "sheet/", reporting.activity_sheet, name="activity_sheet"),
    path(_ONE + "guests/", joining.guest_sheet, name="guest_sheet"),
    path(_ONE + "drop/", planning.activity_drop, name="activity_drop"),
]
