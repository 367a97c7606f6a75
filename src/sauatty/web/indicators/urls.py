from django.urls import URLPattern, path

from sauatty.web.indicators.views import declaring, detail, frame, listing

app_name = "indicators"
_OF = "<uuid:programme_id>/indicators/"
_ONE = _OF + "<uuid:indicator_id>/"
_FRAME = _OF + "logframe/"
urlpatterns: list[URLPattern] = [
    path("indicators/", listing.programme_list, name="programme_list"),
    path(_OF, listing.indicator_list, name="indicator_list"),
    path(_OF + "ready/", declaring.ready_take, name="ready_take"),
    path(_OF + "new/", declaring.indicator_new, name="indicator_new"),
    path(_OF + "snapshot/", listing.snapshot_take, name="snapshot_take"),
    path(_ONE, detail.indicator_detail, name="indicator_detail"),
    path(_ONE + "chart.svg", detail.chart, name="chart"),
    path(_ONE + "edit/", declaring.indicator_edit, name="indicator_edit"),
    path(_ONE + "remove/", declaring.indicator_remove, name="indicator_remove"),
    path(_ONE + "regions/", declaring.region_targets, name="region_targets"),
    path(_ONE + "value/", detail.value_add, name="value_add"),
    path(_ONE + "values/<uuid:value_id>/sign/", detail.value_sign, name="value_sign"),
    path(_FRAME, frame.logframe, name="logframe"),
    path(_FRAME + "file/", frame.logframe_file, name="logframe_file"),
    path(_FRAME + "rows/new/", frame.row_new, name="row_new"),
    path(_FRAME + "rows/<uuid:row_id>/", frame.row_edit, name="row_edit"),
    path(_FRAME + "rows/<uuid:row_id>/delete/", frame.row_delete, name="row_delete"),
]
