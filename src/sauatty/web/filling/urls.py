from django.urls import path

from sauatty.web.filling.views import drafts, files, pages

app_name = "filling"
urlpatterns = [
    path("<slug:slug>/", pages.welcome, name="welcome"),
    path("<slug:slug>/t/<str:token>/", pages.welcome_by_token, name="welcome_by_token"),
    path("<slug:slug>/start/", drafts.start, name="start"),
    path("<slug:slug>/at/<str:section_id>/", drafts.section, name="section"),
    path("<slug:slug>/check/", drafts.check, name="check"),
    path("<slug:slug>/thanks/", drafts.thanks, name="thanks"),
    path("<slug:slug>/anew/", drafts.anew, name="anew"),
    path("<slug:slug>/file/", files.send_file, name="file"),
    path("<slug:slug>/worker.js", pages.worker, name="worker"),
]
