"""The addresses of publications: they stand beside those of guides, under the same beginning."""

from django.urls import path

from sauatty.web.publications.views import output, publishing, reading, word, workshops

app_name = "publications"
_GUIDE = "<uuid:guide_id>/"
urlpatterns = [
    path("published/<slug:slug>/", reading.published, name="published_latest"),
    path("published/<slug:slug>/<int:number>/", reading.published, name="published"),
    path(
        "published/<slug:slug>/<int:number>/<str:language>.<str:format>",
        reading.published_file,
        name="published_file",
    ),
    path(_GUIDE + "review/", publishing.review, name="review"),
    path(_GUIDE + "sign/", publishing.sign, name="sign"),
    path(_GUIDE + "signature/withdraw/", publishing.signature_withdraw, name="signature_withdraw"),
    path(_GUIDE + "publish/", publishing.publish, name="publish"),
    path(_GUIDE + "versions/<int:number>/", publishing.version_detail, name="version_detail"),
    path(_GUIDE + "files/", output.output, name="output"),
    path(_GUIDE + "preview/", output.preview, name="preview"),
    path(_GUIDE + "word/", word.word, name="word"),
    path(_GUIDE + "word/<uuid:sent_id>/return/", word.word_return, name="word_return"),
    path(_GUIDE + "word/returned/<uuid:file_id>/", word.returned, name="returned"),
    path(
        _GUIDE + "word/returned/<uuid:file_id>/<uuid:change_id>/decide/",
        word.change_decide,
        name="change_decide",
    ),
    path(_GUIDE + "workshops/", workshops.workshop_list, name="workshop_list"),
    path(
        _GUIDE + "workshops/<uuid:workshop_id>/challenges/add/", workshops.challenge_add, name="challenge_add"
    ),
    path(_GUIDE + "challenges/", workshops.challenge_list, name="challenge_list"),
    path(_GUIDE + "challenges/<uuid:challenge_id>/", workshops.challenge_link, name="challenge_link"),
    path(_GUIDE + "compare/", publishing.version_compare, name="version_compare"),
]
