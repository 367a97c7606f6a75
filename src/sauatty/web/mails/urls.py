from django.urls import URLPattern, path

from sauatty.web.mails.views import letters, stopping, texts

app_name = "mails"
urlpatterns: list[URLPattern] = [
    path("", letters.letter_list, name="letter_list"),
    path("stop/<str:token>/", stopping.stop, name="stop"),
    path("words/<uuid:programme_id>/", texts.text_list, name="text_list"),
    path("words/<uuid:programme_id>/<slug:kind>/", texts.text_edit, name="text_edit"),
    path("<uuid:letter_id>/", letters.letter_detail, name="letter_detail"),
    path("<uuid:letter_id>/withdraw/", letters.letter_withdraw, name="letter_withdraw"),
    path("<uuid:letter_id>/again/", letters.letter_again, name="letter_again"),
]
