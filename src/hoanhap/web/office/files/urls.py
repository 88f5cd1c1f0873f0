"""Addresses of papers."""

from django.urls import path

from hoanhap.web.office.files import views

urlpatterns = [
    path("cases/<uuid:case_id>/files/", views.index, name="case-files"),
    path("files/<uuid:file_id>/", views.download, name="case-file"),
    path("files/<uuid:file_id>/remove/", views.remove, name="case-file-remove"),
]
