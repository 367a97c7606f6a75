"""The addresses of trainings. Their names begin with `events:`, whoever shows the page."""

from django.urls import URLPattern, path

from sauatty.web.planning.views import calendars, editions, events, public, requests, sessions

app_name = "events"
_EVENT = "<uuid:event_id>/"
_SESSION = "sessions/<uuid:session_id>/"
_WISH = "requests/<uuid:request_id>/"
urlpatterns: list[URLPattern] = [
    path("", events.event_list, name="event_list"),
    path("new/", events.event_begin, name="event_begin"),
    path("new/<uuid:programme_id>/", events.event_add, name="event_add"),
    path("new/<uuid:programme_id>/template/", events.event_add, {"is_template": True}, name="template_add"),
    path(_EVENT, events.event_detail, name="event_detail"),
    path(_EVENT + "edit/", events.event_edit, name="event_edit"),
    path(_EVENT + "announce/", events.event_announce, name="event_announce"),
    path(_EVENT + "over/", events.event_finish, name="event_finish"),
    path(_EVENT + "call-off/", events.event_cancel, name="event_cancel"),
    path(_EVENT + "delete/", events.event_delete, name="event_delete"),
    path(_EVENT + "places/", events.event_quotas, name="event_quotas"),
    path(_EVENT + "editions/", editions.event_editions, name="event_editions"),
    path(_EVENT + "as-template/", editions.event_as_template, name="event_as_template"),
    path(_EVENT + "sessions/new/", sessions.session_add, name="session_add"),
    path(_SESSION, sessions.session_detail, name="session_detail"),
    path(_SESSION + "edit/", sessions.session_edit, name="session_edit"),
    path(_SESSION + "call-off/", sessions.session_cancel, name="session_cancel"),
    path(_SESSION + "delete/", sessions.session_delete, name="session_delete"),
    path("series/<uuid:series_id>/", editions.series_detail, name="series_detail"),
    path("series/<uuid:series_id>/announce/", editions.series_announce, name="series_announce"),
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/addresses/", calendars.feed_list, name="feed_list"),
    path("calendar/renew/", calendars.feed_renew, name="feed_renew"),
    path("calendar/of/<uuid:programme_id>.ics", calendars.feed_programme, name="feed_programme"),
    path("calendar/mine/<uuid:feed_id>/<slug:mark>.ics", calendars.feed_personal, name="feed_personal"),
    path("e/", public.open_list, name="open_list"),
    path("e/<slug:slug>/", public.event_public, name="event_public"),
    path("e/<slug:slug>/calendar.ics", calendars.event_calendar, name="event_calendar"),
    path("requests/", requests.request_list, name="request_list"),
    path("requests/ask/", public.request_ask, name="request_ask"),
    path("requests/ask/<uuid:programme_id>/", public.request_ask, name="request_ask_programme"),
    path("requests/kept/", public.request_thanks, name="request_thanks"),
    path(_WISH, requests.request_detail, name="request_detail"),
    path(_WISH + "seen/", requests.request_seen, name="request_seen"),
    path(_WISH + "answer/", requests.request_answer, name="request_answer"),
    path(_WISH + "plan/", requests.request_plan, name="request_plan"),
    path(_WISH + "link/", requests.request_link, name="request_link"),
    path(_WISH + "back/", requests.request_back, name="request_back"),
]
