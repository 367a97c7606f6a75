from django.urls import URLPattern, path

from sauatty.web.classrooms.views import polls, room

app_name = "classrooms"
_ROOM = "sessions/<uuid:session_id>/room/"
_POLL = _ROOM + "polls/<uuid:poll_id>/"
urlpatterns: list[URLPattern] = [
    path(_ROOM, room.room, name="room"),
    path(_ROOM + "notes/<slug:lesson_id>/", room.notes, name="notes"),
    path(_ROOM + "feedback-and-test/", room.offers, name="offers"),
    path(_ROOM + "screen/<slug:kind>/", room.screen, name="screen"),
    path(_ROOM + "polls/new/", polls.poll_add, name="poll_add"),
    path(_POLL + "close/", polls.poll_close, name="poll_close"),
    path(_POLL + "remove/", polls.poll_remove, name="poll_remove"),
    path("p/", polls.poll_find, name="poll_find"),
    path("p/<slug:code>/", polls.poll, name="poll"),
]
