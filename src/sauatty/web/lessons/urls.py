from django.urls import path

from sauatty.web.lessons import views

app_name = "lessons"
urlpatterns = [
    path("", views.module_list, name="module_list"),
    path("mine/", views.my_learning, name="my_learning"),
    path("notebook/", views.notebook, name="notebook"),
    path("notebook/file/", views.notebook_file, name="notebook_file"),
    path("mine.json", views.own_work, name="own_work"),
    path("saved/", views.saved, name="saved"),
    path("worker.js", views.worker, name="worker"),
    path("glossary/", views.term_list, name="term_list"),
    path("glossary/<slug:term_id>/", views.term_detail, name="term_detail"),
    path("services/", views.resource_list, name="resource_list"),
    path("search/", views.search, name="search"),
    path("shared/", views.shared, name="shared"),
    path("<slug:module_id>/", views.module_detail, name="module_detail"),
    path("<slug:module_id>/bundle.json", views.module_bundle, name="module_bundle"),
    path("<slug:module_id>/files/", views.module_print, name="module_print"),
    path("<slug:module_id>/<slug:lesson_id>/", views.lesson_detail, name="lesson_detail"),
    path("<slug:module_id>/<slug:lesson_id>/own/", views.lesson_work, name="lesson_work"),
]
