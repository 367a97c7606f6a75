from django.urls import URLPattern, path

from sauatty.web.standards.views import judging, marks, results, sessions

app_name = "standards"
_ONE, _SEAT = "standards/<uuid:session_id>/", "standards/judge/<uuid:session_id>/"
_ITEM = _SEAT + "<str:item_id>/"
urlpatterns: list[URLPattern] = [
    path("standards/", sessions.session_list, name="session_list"),
    path("standards/new/", sessions.session_begin, name="session_begin"),
    path("standards/new/<uuid:programme_id>/", sessions.session_add, name="session_add"),
    path(_ONE, sessions.session_detail, name="session_detail"),
    path(_ONE + "edit/", sessions.session_edit, name="session_edit"),
    path(_ONE + "delete/", sessions.session_delete, name="session_delete"),
    path(_ONE + "move/", sessions.session_move, name="session_move"),
    path(_ONE + "judges/", sessions.judge_add, name="judge_add"),
    path(_ONE + "judges/<uuid:judge_id>/remove/", sessions.judge_remove, name="judge_remove"),
    path(_ONE + "results/", results.session_results, name="session_results"),
    path(_ONE + "ratings/<uuid:paper_id>/<int:number>/", results.ratings_file, name="ratings_file"),
    path(_ONE + "adopt/", results.mark_adopt, name="mark_adopt"),
    path(_ONE + "refuse/", results.mark_refuse, name="mark_refuse"),
    path(_SEAT, judging.seat, name="seat"),
    path(_SEAT + "agree/", judging.seat_agree, name="seat_agree"),
    path(_SEAT + "decline/", judging.seat_decline, name="seat_decline"),
    path(_ITEM, judging.seat_item, name="seat_item"),
    path(_ITEM + "answer/", judging.seat_answer, name="seat_answer"),
    path(_ITEM + "rate/", judging.seat_rate, name="seat_rate"),
    path("<uuid:test_id>/marks/", marks.test_marks, name="test_marks"),
]
