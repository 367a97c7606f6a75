"""The addresses that scripts send files to: no language before them, and no app before their names."""

from django.urls import path

from sauatty.web.attachments.views import door

urlpatterns = [
    path("<uuid:attachment_id>/", door.attachment_put, name="attachment_put"),
    path("<uuid:attachment_id>/parts/<int:number>", door.part_put, name="attachment_part_put"),
]
