from django.urls import URLPattern, path

from sauatty.web.papers.views import tests

app_name = "papers"
_ONE = "<uuid:test_id>/"
urlpatterns: list[URLPattern] = [
    path("", tests.test_list, name="test_list"),
    path("new/", tests.test_begin, name="test_begin"),
    path("new/public/", tests.test_add, name="test_add_public"),
    path("new/<uuid:programme_id>/", tests.test_add, name="test_add"),
    path(_ONE, tests.test_detail, name="test_detail"),
    path(_ONE + "edit/", tests.test_edit, name="test_edit"),
    path(_ONE + "open/", tests.test_open, name="test_open"),
    path(_ONE + "close/", tests.test_close, name="test_close"),
    path(_ONE + "delete/", tests.test_delete, name="test_delete"),
]
