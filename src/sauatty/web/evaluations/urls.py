from django.urls import URLPattern, path

from sauatty.web.evaluations import views

app_name = "evaluations"
urlpatterns: list[URLPattern] = [
    path("", views.board, name="board"),
    path("<uuid:programme_id>/", views.programme_board, name="programme_board"),
    path("<uuid:programme_id>/table/", views.board_export, name="board_export"),
]
