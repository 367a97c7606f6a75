from django.urls import path

from sauatty.web.alignments import review_views, views

urlpatterns = [
    path("reviews/start/", review_views.review_start, name="review_start"),
    path("reviews/<uuid:project_id>/edition/", review_views.review_new_edition, name="review_new_edition"),
    path("reviews/<uuid:project_id>/language/", review_views.review_pair, name="review_pair"),
    path("reviews/<uuid:project_id>/changed/", review_views.review_changed, name="review_changed"),
    path("runs/<uuid:run_id>/", views.run_detail, name="run_detail"),
    path("standard/", views.standard_trace, name="standard_trace"),
]
