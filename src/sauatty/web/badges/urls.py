from django.urls import URLPattern, path

from sauatty.web.badges.views import keys, pages

app_name = "badges"
_ONE = "<uuid:credential_id>/"
urlpatterns: list[URLPattern] = [
    path("check/", pages.check, name="check"),
    path("keys/", keys.key_list, name="key_list"),
    path("keys/new/", keys.key_rotate, name="key_rotate"),
    path("of/<uuid:certificate_id>/", pages.badge_of, name="badge_of"),
    path("achievements/<uuid:award_id>/", pages.achievement_detail, name="achievement_detail"),
    path(_ONE, pages.badge_detail, name="badge_detail"),
    path(_ONE + "badge.<str:form>", pages.badge_file, name="badge_file"),
]
