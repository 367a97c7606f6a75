from django.urls import path

from sauatty.web.curricula import views

app_name = "curricula"
urlpatterns = [
    path("", views.document_list, name="document_list"),
    path("upload/", views.upload, name="upload"),
    path("uploads/<uuid:upload_id>/", views.upload_preview, name="upload_preview"),
    path("uploads/<uuid:upload_id>/accept/", views.upload_accept, name="upload_accept"),
    path("uploads/<uuid:upload_id>/discard/", views.upload_discard, name="upload_discard"),
    path("editions/<uuid:edition_id>/", views.edition_detail, name="edition_detail"),
    path("editions/<uuid:edition_id>/oddities/", views.oddity_list, name="oddity_list"),
    path("editions/<uuid:edition_id>/match/", views.edition_match, name="edition_match"),
    path("objectives/", views.objective_list, name="objective_list"),
    path("objectives/<uuid:objective_id>/", views.objective_detail, name="objective_detail"),
    path("programmes/<uuid:programme_id>/", views.programme_detail, name="programme_detail"),
    path("programmes/<uuid:programme_id>/text/", views.programme_text, name="programme_text"),
]
