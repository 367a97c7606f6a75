"""The addresses of agreements: they stand among those of the review."""

from django.urls import path

from sauatty.web.agreements import views

app_name = "agreements"
_ONE = "<uuid:project_id>/"
urlpatterns = [
    path(_ONE + "decisions/export/", views.decision_export, name="decision_export"),
    path(_ONE + "decisions/import/", views.decision_import, name="decision_import"),
    path(_ONE + "decisions/import/<uuid:table_id>/", views.decision_store, name="decision_store"),
    path(_ONE + "differences/", views.adjudication_list, name="adjudication_list"),
    path(_ONE + "differences/<uuid:unit_id>/", views.adjudication, name="adjudication"),
    path(_ONE + "agreement/", views.agreement, name="agreement"),
    path(_ONE + "agreement/compute/", views.agreement_compute, name="agreement_compute"),
]
