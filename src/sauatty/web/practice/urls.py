from django.urls import URLPattern, path

from sauatty.web.practice.views import library, reviews

app_name = "practice"
urlpatterns: list[URLPattern] = [
    path("reviews/", reviews.review_list, name="review_list"),
    path("reviews/next/", reviews.review_next, name="review_next"),
    path("reviews/<uuid:activity_id>/", reviews.review_detail, name="review_detail"),
    path("library/", library.library, name="library"),
    path("library/objections/<uuid:objection_id>/", library.objection_settle, name="objection_settle"),
    path("library/<uuid:published_id>/", library.published_detail, name="published_detail"),
    path("library/<uuid:published_id>/object/", library.object_to, name="object"),
    path("library/<uuid:published_id>/withdraw/", library.withdraw, name="withdraw"),
    path("<uuid:activity_id>/publish/", library.publish, name="publish"),
]
