from django.urls import URLPattern, path

from sauatty.web.assessments.views import blueprints, forms, keys, results

app_name = "assessments"
_FORM = "forms/<uuid:assembly_id>/"
_TEST = "<uuid:test_id>/"
urlpatterns: list[URLPattern] = [
    path("forms/", blueprints.blueprint_list, name="blueprint_list"),
    path("forms/shipped/<slug:pair_id>/", blueprints.pair_take, name="pair_take"),
    path("blueprints/new/<uuid:programme_id>/", blueprints.blueprint_add, name="blueprint_add"),
    path("blueprints/<uuid:blueprint_id>/", blueprints.blueprint_detail, name="blueprint_detail"),
    path("blueprints/<uuid:blueprint_id>/edit/", blueprints.blueprint_edit, name="blueprint_edit"),
    path("blueprints/<uuid:blueprint_id>/assemble/", blueprints.forms_assemble, name="forms_assemble"),
    path(_FORM, forms.form_detail, name="form_detail"),
    path(_FORM + "information.svg", forms.form_chart, name="form_chart"),
    path(_FORM + "swap/", forms.form_swap, name="form_swap"),
    path(_FORM + "publish/", forms.form_publish, name="form_publish"),
    path("exposure/<uuid:programme_id>/", results.exposure, name="exposure"),
    path(_TEST + "scores/", results.test_scores, name="test_scores"),
    path(_TEST + "times/", results.test_times, name="test_times"),
    path(_TEST + "patterns/", results.test_patterns, name="test_patterns"),
    path(_TEST + "data/", results.test_data, name="test_data"),
    path(_TEST + "keys/", keys.key_list, name="key_list"),
    path(_TEST + "keys/<uuid:paper_id>/<str:item>/", keys.key_correct, name="key_correct"),
]
