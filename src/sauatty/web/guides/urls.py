"""The addresses of guides."""

from django.urls import path

from sauatty.web.guides.views import editing, pages

app_name = "guides"
_GUIDE = "<uuid:guide_id>/"
_BLOCK = _GUIDE + "blocks/<uuid:block_id>/"
urlpatterns = [
    path("", pages.guide_list, name="guide_list"),
    path("new/", pages.guide_create, name="guide_create"),
    path(_GUIDE, pages.guide_detail, name="guide_detail"),
    path(_GUIDE + "settings/", pages.guide_settings, name="guide_settings"),
    path(_GUIDE + "members/add/", pages.member_add, name="member_add"),
    path(_GUIDE + "members/<uuid:person_id>/remove/", pages.member_remove, name="member_remove"),
    path(_GUIDE + "draft/", pages.draft, name="draft"),
    path(_GUIDE + "text/", editing.text, name="text"),
    path(_GUIDE + "removed/", editing.removed_list, name="removed_list"),
    path(_GUIDE + "comments/", editing.comment_list, name="comment_list"),
    path(_GUIDE + "comments/<uuid:comment_id>/resolve/", editing.comment_resolve, name="comment_resolve"),
    path(_GUIDE + "take-over/", editing.chapter_take_over, name="chapter_take_over"),
    path(_BLOCK, editing.block_edit, name="block_edit"),
    path(_BLOCK + "take-over/", editing.block_take_over, name="block_take_over"),
    path(_BLOCK + "add/", editing.block_add, name="block_add"),
    path(_BLOCK + "remove/", editing.block_remove, name="block_remove"),
    path(_BLOCK + "restore/", editing.block_restore, name="block_restore"),
    path(_BLOCK + "comment/", editing.comment_add, name="comment_add"),
    path(_GUIDE + "figures/", pages.figures, name="figures"),
    path(_GUIDE + "figures/update/", pages.figures_update, name="figures_update"),
]
