from django.urls import path

from sauatty.web.adaptations.views import competences, drafts, publishing, ratings, rounds

app_name = "adaptations"
_DRAFT = "<uuid:adaptation_id>"
_SEAT = "ratings/<uuid:seat_id>"
urlpatterns = [
    path("", drafts.adaptation_list, name="adaptation_list"),
    path("start/", drafts.adaptation_start, name="adaptation_start"),
    path(f"{_DRAFT}/", drafts.adaptation_detail, name="adaptation_detail"),
    path(f"{_DRAFT}/settings/", drafts.adaptation_edit, name="adaptation_edit"),
    path(f"{_DRAFT}/members/", drafts.member_seat, name="member_seat"),
    path(f"{_DRAFT}/members/<uuid:seat_id>/remove/", drafts.member_remove, name="member_remove"),
    path(f"{_DRAFT}/sources/", drafts.source_decide, name="source_decide"),
    path(f"{_DRAFT}/competences/add/", competences.competence_add, name="competence_add"),
    path(f"{_DRAFT}/competences/<uuid:competence_id>/", competences.competence_edit, name="competence_edit"),
    path(
        f"{_DRAFT}/competences/<uuid:competence_id>/withdraw/",
        competences.competence_withdraw,
        name="competence_withdraw",
    ),
    path(f"{_DRAFT}/experts/", rounds.expert_list, name="expert_list"),
    path(f"{_DRAFT}/experts/<uuid:seat_id>/remove/", rounds.expert_remove, name="expert_remove"),
    path(f"{_DRAFT}/rounds/open/", rounds.round_open, name="round_open"),
    path(f"{_DRAFT}/rounds/<int:number>/", rounds.round_detail, name="round_detail"),
    path(f"{_DRAFT}/rounds/<int:number>/close/", rounds.round_close, name="round_close"),
    path(f"{_DRAFT}/rounds/<int:number>/withdraw/", rounds.round_withdraw, name="round_withdraw"),
    path(f"{_DRAFT}/publish/", publishing.version_publish, name="version_publish"),
    path("ratings/", ratings.rating_list, name="rating_list"),
    path(f"{_SEAT}/", ratings.rating_overview, name="rating_overview"),
    path(f"{_SEAT}/rounds/<int:number>/", ratings.rating_result, name="rating_result"),
    path(f"{_SEAT}/<uuid:competence_id>/", ratings.rating_edit, name="rating_edit"),
]
