from django.urls import URLPattern, path

from sauatty.web.certificates.views import awards, designs, lists, public, register

app_name = "certificates"
_AWARD, _ONE, _DESIGN = "of/<uuid:award_id>/", "one/<uuid:certificate_id>/", "designs/of/<uuid:design_id>/"
urlpatterns: list[URLPattern] = [
    path("", awards.award_list, name="award_list"),
    path("new/", awards.award_begin, name="award_begin"),
    path("new/<uuid:programme_id>/", awards.award_add, name="award_add"),
    path("event/<uuid:event_id>/", awards.event_awards, name="event_awards"),
    path(_AWARD, awards.award_detail, name="award_detail"),
    path(_AWARD + "edit/", awards.award_edit, name="award_edit"),
    path(_AWARD + "delete/", awards.award_delete, name="award_delete"),
    path(_AWARD + "give/", awards.award_issue, name="award_issue"),
    path(_AWARD + "print/<uuid:design_id>/", awards.award_print, name="award_print"),
    path("designs/<uuid:programme_id>/", designs.design_list, name="design_list"),
    path("designs/<uuid:programme_id>/new/", designs.design_add, name="design_add"),
    path(_DESIGN, designs.design_edit, name="design_edit"),
    path(_DESIGN + "preview.pdf", designs.design_preview, name="design_preview"),
    path(_DESIGN + "delete/", designs.design_delete, name="design_delete"),
    path("register/<uuid:programme_id>/", register.register, name="register"),
    path("register/<uuid:programme_id>/list/", lists.register_list, name="register_list"),
    path("register/<uuid:programme_id>/return/", lists.register_return, name="register_return"),
    path(_AWARD + "lists/", lists.award_papers, name="award_papers"),
    path(_ONE, register.certificate_detail, name="certificate_detail"),
    path(_ONE + "correct/", register.certificate_correct, name="certificate_correct"),
    path(_ONE + "revoke/", register.certificate_revoke, name="certificate_revoke"),
    path(_ONE + "certificate.pdf", register.document, name="document"),
    path("v/", public.verify, name="verify"),
    path("v/<str:code>/", public.verify_code, name="verify_code"),
]
