from django.urls import URLPattern, path

from sauatty.web.specialists.views import announcements, directory, entry, plans, regions

app_name = "specialists"
urlpatterns: list[URLPattern] = [
    path("", directory.specialist_list, name="specialist_list"),
    path("mine/", entry.entry_edit, name="entry_edit"),
    path("mine/leave/", entry.entry_leave, name="entry_leave"),
    path("mine/available/", entry.entry_available, name="entry_available"),
    path("regions/", regions.region_list, name="region_list"),
    path("regions/map.svg", regions.region_map, name="region_map"),
    path("regions/file/", regions.region_file, name="region_file"),
    path("regions/numbers/", regions.figure_edit, name="figure_edit"),
    path("regions/numbers/forget/", regions.figure_forget, name="figure_forget"),
    path("regions/workshops/", plans.workshop_plan, name="workshop_plan"),
    path("regions/workshops/file/", plans.workshop_plan_file, name="workshop_plan_file"),
    path("announcements/", announcements.announcement_list, name="announcement_list"),
    path("announcements/write/", announcements.announcement_write, name="announcement_write"),
    path(
        "announcements/<uuid:announcement_id>/", announcements.announcement_detail, name="announcement_detail"
    ),
    path(
        "announcements/<uuid:announcement_id>/edit/",
        announcements.announcement_edit,
        name="announcement_edit",
    ),
    path(
        "announcements/<uuid:announcement_id>/send/",
        announcements.announcement_send,
        name="announcement_send",
    ),
    path(
        "announcements/<uuid:announcement_id>/drop/",
        announcements.announcement_drop,
        name="announcement_drop",
    ),
    path("<uuid:specialist_id>/", directory.specialist_detail, name="specialist_detail"),
    path("<uuid:specialist_id>/contact/", directory.contact_show, name="contact_show"),
]
