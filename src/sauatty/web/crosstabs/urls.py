from django.urls import URLPattern, path

from sauatty.web.crosstabs.views import building

app_name = "crosstabs"
_OF = "<uuid:programme_id>/tables/"
urlpatterns: list[URLPattern] = [
    path("tables/", building.programme_list, name="programme_list"),
    path(_OF, building.builder, name="builder"),
    path(_OF + "save/", building.table_save, name="table_save"),
    path(_OF + "file/", building.table_file, name="table_file"),
    path(_OF + "<uuid:table_id>/remove/", building.table_remove, name="table_remove"),
]
