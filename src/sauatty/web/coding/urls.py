"""The addresses of coding."""

from django.urls import path

from sauatty.web.coding import views

app_name = "coding"
_ONE = "<uuid:project_id>/"
urlpatterns = [
    path("", views.project_list, name="project_list"),
    path("mine/", views.seat_list, name="seat_list"),
    path(_ONE, views.project_detail, name="project_detail"),
    path(_ONE + "settings/", views.project_edit, name="project_edit"),
    path(_ONE + "close/", views.project_close, name="project_close"),
    path(_ONE + "open/", views.project_reopen, name="project_reopen"),
    path(_ONE + "manual/", views.manual, name="manual"),
    path(_ONE + "people/", views.seats, name="seats"),
    path(_ONE + "people/add/", views.seat_add, name="seat_add"),
    path(_ONE + "people/<uuid:seat_id>/remove/", views.seat_remove, name="seat_remove"),
    path(_ONE + "problems/", views.problem_list, name="problem_list"),
    path(_ONE + "problems/<uuid:envelope_id>/", views.problem_settle, name="problem_settle"),
    path(_ONE + "queue/", views.queue, name="queue"),
    path(_ONE + "queue/units/", views.queue_units, name="queue_units"),
    path(_ONE + "queue/skip/<uuid:unit_id>/", views.queue_skip, name="queue_skip"),
    path(_ONE + "decisions/", views.decision_list, name="decision_list"),
    path(_ONE + "decisions/<uuid:decision_id>/undo/", views.decision_undo, name="decision_undo"),
]
