from django.urls import URLPattern, path

from sauatty.web.workshops.views import challenges, detail, listing, making

app_name = "workshops"
_ONE = "<uuid:workshop_id>/"
urlpatterns: list[URLPattern] = [
    path("", listing.workshop_list, name="workshop_list"),
    path("new/", making.workshop_new, name="workshop_new"),
    path("challenges/", challenges.challenge_list, name="challenge_list"),
    path(_ONE, detail.workshop_detail, name="workshop_detail"),
    path(_ONE + "materials/", detail.materials_make, name="materials_make"),
    path(_ONE + "challenges/", detail.challenge_add, name="challenge_add"),
    path(_ONE + "say/", challenges.challenge_say, name="challenge_say"),
]
