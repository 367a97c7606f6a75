from django.urls import URLPattern, path

from sauatty.web.attachments.views import files

app_name = "attachments"
urlpatterns: list[URLPattern] = [
    path("<uuid:attachment_id>/", files.attachment_open, name="attachment_open"),
    path("<uuid:attachment_id>/small/", files.attachment_small, name="attachment_small"),
]
