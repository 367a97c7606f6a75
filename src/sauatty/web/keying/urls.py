from django.urls import URLPattern, path

from sauatty.web.keying import views

app_name = "keying"
# They stand among the addresses of the bank, before those of single questions.
urlpatterns: list[URLPattern] = [
    path("keying/", views.keying_list, name="keying_list"),
    path("keying/<slug:item_id>/", views.keying_item, name="keying_item"),
    path("keying/<slug:item_id>/decide/", views.keying_decide, name="keying_decide"),
    path("<slug:item_id>/key/", views.key_show, name="key_show"),
]
