from django.urls import URLPattern, path

from sauatty.web.cascades import views

app_name = "cascades"
_OF = "<uuid:programme_id>/"
urlpatterns: list[URLPattern] = [
    path("", views.programme_list, name="programme_list"),
    path("mine/", views.own_list, name="own_list"),
    path(_OF + "mine/", views.own, name="own"),
    path(_OF + "mine/map.svg", views.own_map, name="own_map"),
    path(_OF + "mine/from/<uuid:person_id>/", views.own_branch, name="own_branch"),
    path(_OF, views.tree, name="tree"),
    path(_OF + "from/<uuid:person_id>/", views.branch, name="branch"),
    path(_OF + "reach/", views.reach, name="reach"),
    path(_OF + "map.svg", views.region_map, name="region_map"),
    path(_OF + "table/", views.cascade_export, name="cascade_export"),
    path(_OF + "stated/", views.bond_list, name="bond_list"),
    path(_OF + "stated/<uuid:bond_id>/delete/", views.bond_delete, name="bond_delete"),
]
