from django.urls import URLPattern, path

from sauatty.web.surveys.views import campaigns, consent, responses

app_name = "surveys"
_ONE = "<uuid:campaign_id>/"
urlpatterns: list[URLPattern] = [
    path("", campaigns.campaign_list, name="campaign_list"),
    path("new/", campaigns.campaign_add, name="campaign_add"),
    path(_ONE, campaigns.campaign_detail, name="campaign_detail"),
    path(_ONE + "edit/", campaigns.campaign_edit, name="campaign_edit"),
    path(_ONE + "open/", campaigns.campaign_open, name="campaign_open"),
    path(_ONE + "close/", campaigns.campaign_close, name="campaign_close"),
    path(_ONE + "move/", campaigns.campaign_move, name="campaign_move"),
    path(_ONE + "delete/", campaigns.campaign_delete, name="campaign_delete"),
    path(_ONE + "population/", campaigns.population_edit, name="population_edit"),
    path(_ONE + "rates/", campaigns.rates, name="rates"),
    path(_ONE + "consent/", consent.consent_edit, name="consent_edit"),
    path(_ONE + "waiting/", responses.waiting_list, name="waiting_list"),
    path(_ONE + "waiting/late/", responses.late_take, name="late_take"),
    path(_ONE + "waiting/<uuid:response_id>/", responses.waiting_detail, name="waiting_detail"),
    path(_ONE + "waiting/<uuid:response_id>/decide/", responses.response_decide, name="response_decide"),
]
