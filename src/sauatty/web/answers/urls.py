"""The addresses of answers."""

from django.urls import path

from sauatty.web.answers.views import grid, starting

app_name = "answers"
_ONE = "<uuid:project_id>/"
urlpatterns = [
    path("", starting.project_list, name="project_list"),
    path("start/", starting.start, name="start"),
    path("start/<uuid:campaign_id>/<str:question>/", starting.start_coding, name="start_coding"),
    path(_ONE, grid.grid, name="grid"),
    path(_ONE + "codebook/", grid.project_book, name="project_book"),
    path(_ONE + "new/", starting.take_in, name="take_in"),
]
