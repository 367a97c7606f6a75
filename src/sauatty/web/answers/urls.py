"""The addresses of answers."""

from django.urls import path

from sauatty.web.answers.views import codebooks, exchange, grid, machine, recoding, starting

app_name = "answers"
_ONE, _BOOK = "<uuid:project_id>/", "codebooks/<uuid:codebook_id>/"
urlpatterns = [
    path("", starting.project_list, name="project_list"),
    path("start/", starting.start, name="start"),
    path("start/<uuid:campaign_id>/<str:question>/", starting.start_coding, name="start_coding"),
    path("codebooks/", codebooks.codebook_list, name="codebook_list"),
    path("codebooks/new/", codebooks.codebook_begin, name="codebook_begin"),
    path("codebooks/shipped/<slug:slug>/<str:version>/", codebooks.shipped_book, name="shipped_book"),
    path("codebooks/shipped/<slug:slug>/<str:version>/file/", codebooks.shipped_file, name="shipped_file"),
    path(_BOOK, codebooks.codebook_detail, name="codebook_detail"),
    path(_BOOK + "title/", codebooks.title_edit, name="title_edit"),
    path(_BOOK + "grades/<int:grade>/", codebooks.grade_edit, name="grade_edit"),
    path(_BOOK + "parts/new/", codebooks.part_add, name="part_add"),
    path(_BOOK + "parts/<slug:part>/", codebooks.part_edit, name="part_edit"),
    path(_BOOK + "parts/<slug:part>/remove/", codebooks.part_remove, name="part_remove"),
    path(_BOOK + "publish/", codebooks.codebook_publish, name="codebook_publish"),
    path(_BOOK + "import/", codebooks.codebook_import, name="codebook_import"),
    path(_BOOK + "versions/<int:number>/file/", codebooks.version_file, name="version_file"),
    path(_ONE, grid.grid, name="grid"),
    path(_ONE + "codebook/", grid.project_book, name="project_book"),
    path(_ONE + "new/", starting.take_in, name="take_in"),
    path(_ONE + "recode/", recoding.recode, name="recode"),
    path(_ONE + "machine/", machine.machine, name="machine"),
    path(_ONE + "machine/on/", machine.machine_on, name="machine_on"),
    path(_ONE + "machine/off/", machine.machine_off, name="machine_off"),
    path(_ONE + "tables/", exchange.tables, name="tables"),
    path(_ONE + "tables/import/", exchange.codes_import, name="codes_import"),
]
