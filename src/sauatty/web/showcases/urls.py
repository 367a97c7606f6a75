from django.urls import URLPattern, path

from sauatty.web.showcases.views import desk, public

app_name = "showcases"
_OF = "board/<uuid:programme_id>/public/"
urlpatterns: list[URLPattern] = [
    path("board/public/", desk.programme_list, name="programme_list"),
    path(_OF, desk.desk, name="desk"),
    path(_OF + "preview/", desk.preview, name="preview"),
    path(_OF + "publish/", desk.publish, name="publish"),
    path(_OF + "withdraw/", desk.withdraw, name="withdraw"),
    path("p/<slug:slug>/", public.page, name="page"),
    path("p/<slug:slug>/numbers.<slug:kind>", public.table, name="table"),
    path("p/<slug:slug>/map.svg", public.region_map, name="region_map"),
    path("p/<slug:slug>/picture.svg", public.picture, name="picture"),
]
