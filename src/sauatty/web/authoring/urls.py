"""The addresses of authoring."""

from django.urls import path

from sauatty.web.authoring.views import files, lists, parts, versions

app_name = "authoring"
_ONE = "<uuid:lesson_id>/"
_VERSION = _ONE + "versions/<int:number>/"
urlpatterns = [
    path("", lists.lesson_list, name="lesson_list"),
    path("new/", lists.lesson_create, name="lesson_create"),
    path("new/file/", lists.lesson_import, name="lesson_import"),
    path("copy/<slug:module>/<slug:slug>/", lists.lesson_copy, name="lesson_copy"),
    path("files/<uuid:file_id>/", files.published_file, name="published_file"),
    path(_ONE, parts.lesson_detail, name="lesson_detail"),
    path(_ONE + "delete/", parts.lesson_delete, name="lesson_delete"),
    path(_ONE + "author/", parts.author_edit, name="author_edit"),
    path(_ONE + "parts/", parts.part_change, name="part_change"),
    path(_ONE + "parts/<str:name>/", parts.part_edit, name="part_edit"),
    path(_ONE + "preview/", versions.preview, name="preview"),
    path(_ONE + "check/", versions.check, name="check"),
    path(_ONE + "files/", files.file_list, name="file_list"),
    path(_ONE + "files/<uuid:file_id>/", files.file_detail, name="file_detail"),
    path(_ONE + "files/<uuid:file_id>/remove/", files.file_remove, name="file_remove"),
    path(_ONE + "draft.<str:form>", versions.draft_file, name="draft_file"),
    path(_ONE + "versions/", versions.version_list, name="version_list"),
    path(_VERSION, versions.version_detail, name="version_detail"),
    path(_VERSION + "withdraw/", versions.version_withdraw, name="version_withdraw"),
    path(_VERSION + "draft/", versions.version_draft, name="version_draft"),
    path(_VERSION + "file.<str:form>", versions.version_file, name="version_file"),
]
