"""The standard addresses of CASE 1.1: no language before them, and no app before their names."""

from django.urls import path

from sauatty.web.frameworks import case_views

urlpatterns = [
    path("CFDocuments", case_views.document_list, name="case_document_list"),
    path("CFDocuments/<str:identifier>", case_views.document, name="case_document"),
    path("CFPackages/<str:identifier>", case_views.package, name="case_package"),
    path("CFItems/<str:identifier>", case_views.item, name="case_item"),
    path("CFItemAssociations/<str:identifier>", case_views.item_associations, name="case_item_associations"),
    path("CFAssociations/<str:identifier>", case_views.association, name="case_association"),
]
