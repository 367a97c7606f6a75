from django.urls import URLPattern, path

from sauatty.web.evaluations import thread_views, views

app_name = "evaluations"
urlpatterns: list[URLPattern] = [
    path("", views.board, name="board"),
    path("thread/", thread_views.thread, name="thread"),
    path("<uuid:programme_id>/thread/", thread_views.programme_thread, name="programme_thread"),
    path("<uuid:programme_id>/", views.programme_board, name="programme_board"),
    path("<uuid:programme_id>/table/", views.board_export, name="board_export"),
]
