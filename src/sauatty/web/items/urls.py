from django.urls import URLPattern, path

from sauatty.web.items.views import alike, files, items, lists

app_name = "items"
_ONE = "<slug:item_id>/"
urlpatterns: list[URLPattern] = [
    path("", lists.item_list, name="item_list"),
    path("new/", lists.item_create, name="item_create"),
    path("import/", files.item_import, name="item_import"),
    path("import/<uuid:upload_id>/", files.upload_detail, name="upload_detail"),
    path("export/", files.item_export, name="item_export"),
    path("alike/", alike.alike_list, name="alike_list"),
    path("alike/look/", alike.look_for_alike, name="look_for_alike"),
    path(_ONE, items.item_detail, name="item_detail"),
    path(_ONE + "copy/", lists.item_copy, name="item_copy"),
    path(_ONE + "edit/", items.item_edit, name="item_edit"),
    path(_ONE + "publish/", items.item_publish, name="item_publish"),
    path(_ONE + "read/", items.reading_add, name="reading_add"),
    path(_ONE + "retire/", items.item_retire, name="item_retire"),
    path(_ONE + "restore/", items.item_restore, name="item_restore"),
    path(_ONE + "delete/", items.item_delete, name="item_delete"),
    path(_ONE + "versions/<int:number>/", items.version_detail, name="version_detail"),
]
