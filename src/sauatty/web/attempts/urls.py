from django.urls import URLPattern, path

from sauatty.web.attempts.views import following, offline, paper, taking

app_name = "attempts"
_ONE = "a/<uuid:attempt_id>/"
urlpatterns: list[URLPattern] = [
    path("", taking.my_tests, name="my_tests"),
    path(_ONE, taking.page, name="page"),
    path(_ONE + "save/", taking.save, name="save"),
    path(_ONE + "check/", taking.check, name="check"),
    path(_ONE + "result/", taking.result, name="result"),
    path("of/<uuid:test_id>/people/", following.takers, name="takers"),
    path("of/<uuid:test_id>/on-paper/", paper.on_paper, name="on_paper"),
    path("of/<uuid:test_id>/on-paper/print/", paper.paper_print, name="paper_print"),
    path("of/<uuid:test_id>/paper/<str:code>/", following.preview, name="preview"),
    path(_ONE + "detail/", following.attempt_detail, name="attempt_detail"),
    path(_ONE + "count/", following.count, name="count"),
    path(_ONE + "set-aside/", following.set_aside, name="set_aside"),
    path("<slug:slug>/", taking.welcome, name="welcome"),
    path("<slug:slug>/offline/", offline.offline, name="offline"),
    path("<slug:slug>/offline/worker.js", offline.offline_worker, name="offline_worker"),
    path("<slug:slug>/start/", taking.start, name="start"),
    path("<slug:slug>/print-size/", taking.print_size, name="print_size"),
]
