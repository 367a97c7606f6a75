from django.urls import URLPattern, path

from sauatty.web.fieldwork.views import files, paper, reaching

app_name = "fieldwork"
_ONE = "<uuid:campaign_id>/"
urlpatterns: list[URLPattern] = [
    path(_ONE + "share/", reaching.share, name="share"),
    path(_ONE + "share/<str:code>.<str:kind>", reaching.share_qr, name="share_qr"),
    path(_ONE + "links/", reaching.link_list, name="link_list"),
    path(_ONE + "links/<uuid:link_id>/remove/", reaching.link_remove, name="link_remove"),
    path(_ONE + "letters/", reaching.letter_list, name="letter_list"),
    path(_ONE + "letters/<uuid:wave_id>/cancel/", reaching.wave_cancel, name="wave_cancel"),
    path(_ONE + "follow/", reaching.follow_add, name="follow_add"),
    path(_ONE + "files/", files.file_list, name="file_list"),
    path(_ONE + "files/<uuid:file_id>/", files.file_detail, name="file_detail"),
    path(_ONE + "files/<uuid:file_id>/take/", files.file_take, name="file_take"),
    path(_ONE + "files/<uuid:file_id>/discard/", files.file_discard, name="file_discard"),
    path(_ONE + "paper/", paper.paper_entry, name="paper_entry"),
    path(_ONE + "paper/<uuid:sheet_id>/", paper.paper_settle, name="paper_settle"),
]
