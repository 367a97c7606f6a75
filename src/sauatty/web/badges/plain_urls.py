"""The addresses that stand in badges: no language before them, and no app before their names."""

from django.urls import path

from sauatty.web.badges.views import plain

urlpatterns = [
    path("keys.json", plain.keys, name="badge_keys"),
    path("keys/<str:thumbprint>", plain.key, name="badge_key"),
    path("issuers/<uuid:programme_id>", plain.issuer, name="badge_issuer"),
    path("issuers/<uuid:programme_id>/status/<int:number>", plain.status_list, name="badge_status_list"),
    path("achievements/<uuid:award_id>", plain.achievement, name="badge_achievement"),
    path("achievements/<uuid:award_id>/<str:language>.png", plain.picture, name="badge_picture"),
    path("credentials/<uuid:credential_id>", plain.credential, name="badge_credential"),
]
