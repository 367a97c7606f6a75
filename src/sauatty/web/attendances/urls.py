from django.urls import URLPattern, path

from sauatty.web.attendances.views import door, events, minutes, session, sheets, slide

app_name = "attendances"
_SESSION = "sessions/<uuid:session_id>/attendance/"
_EVENT = "<uuid:event_id>/attendance/"
_ROW = _SESSION + "minutes/names/<uuid:row_id>/"
_SCAN = _SESSION + "sheet/pictures/<uuid:scan_id>/"
urlpatterns: list[URLPattern] = [
    path(_SESSION, session.session, name="session"),
    path(_SESSION + "set/", session.hand_set, name="hand_set"),
    path(_SESSION + "people/<uuid:person_id>/", session.person, name="person"),
    path(_SESSION + "people/<uuid:person_id>/set/", session.person_set, name="person_set"),
    path(_SESSION + "marks/<uuid:mark_id>/strike/", session.mark_strike, name="mark_strike"),
    path(_SESSION + "door/", door.door_page, name="door"),
    path(_SESSION + "door/worker.js", door.door_worker, name="door_worker"),
    path(_SESSION + "door/people/", door.door_people, name="door_people"),
    path(_SESSION + "codes/", door.card_list, name="card_list"),
    path(_SESSION + "slide/", slide.slide, name="slide"),
    path(_SESSION + "sheet/", sheets.sheet, name="sheet"),
    path(_SESSION + "sheet/print/", sheets.sheet_print, name="sheet_print"),
    path(_SESSION + "sheet/pictures/", sheets.scan_add, name="scan_add"),
    path(_SCAN, sheets.scan_show, name="scan_show"),
    path(_SCAN + "remove/", sheets.scan_remove, name="scan_remove"),
    path(_SESSION + "minutes/", minutes.report_list, name="minutes"),
    path(_SESSION + "minutes/sure/", minutes.match_sure, name="match_sure"),
    path(_SESSION + "minutes/reports/<uuid:file_id>/remove/", minutes.report_remove, name="report_remove"),
    path(_ROW, minutes.row_match, name="row_match"),
    path(_ROW + "nobody/", minutes.row_nobody, name="row_nobody"),
    path(_ROW + "undo/", minutes.row_undo, name="row_undo"),
    path(_EVENT, events.event, name="event"),
    path(_EVENT + "warn/", events.event_warn, name="event_warn"),
    path(_EVENT + "export/", events.event_export, name="event_export"),
    path("here/", slide.here, name="here"),
    path("my-codes/", door.my_codes, name="my_codes"),
    path("door/<slug:slug>/<str:code>/", door.arrive, name="arrive"),
]
