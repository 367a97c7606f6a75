from django.urls import path

from sauatty.web.instruments.views import checking, lists, outlines, parts, versions

app_name = "instruments"
_ONE = "<uuid:instrument_id>/"
_VERSION = _ONE + "versions/<int:number>/"
urlpatterns = [
    path("", lists.instrument_list, name="instrument_list"),
    path("new/", lists.instrument_create, name="instrument_create"),
    path("new/file/", lists.instrument_import, name="instrument_import"),
    path("shipped/<slug:slug>/take-over/", lists.shipped_take_over, name="shipped_take_over"),
    path(_ONE, outlines.instrument_detail, name="instrument_detail"),
    path(_ONE + "head/", parts.head_edit, name="head_edit"),
    path(_ONE + "sections/add/", outlines.section_add, name="section_add"),
    path(_ONE + "sections/<str:name>/", parts.section_edit, name="section_edit"),
    path(_ONE + "questions/add/", outlines.question_add, name="question_add"),
    path(_ONE + "questions/<str:name>/", parts.question_edit, name="question_edit"),
    path(_ONE + "questions/<str:name>/choices/", parts.choices_edit, name="choices_edit"),
    path(_ONE + "logic/<str:name>/", checking.logic_check, name="logic_check"),
    path(_ONE + "parts/", outlines.part_change, name="part_change"),
    path(_ONE + "taken-out/", outlines.kept_list, name="kept_list"),
    path(_ONE + "taken-out/<uuid:part_id>/restore/", outlines.kept_restore, name="kept_restore"),
    path(_ONE + "check/", checking.check, name="check"),
    path(_ONE + "preview/", checking.preview, name="preview"),
    path(_ONE + "file/", lists.draft_replace, name="draft_replace"),
    path(_ONE + "draft.<str:form>", versions.draft_file, name="draft_file"),
    path(_ONE + "versions/", versions.version_list, name="version_list"),
    path(_VERSION, versions.version_detail, name="version_detail"),
    path(_VERSION + "draft/", versions.version_draft, name="version_draft"),
    path(_VERSION + "paper/", versions.paper_form, name="paper_form"),
    path(_VERSION + "file.<str:form>", versions.version_file, name="version_file"),
]
