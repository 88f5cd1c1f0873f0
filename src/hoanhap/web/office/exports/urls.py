"""Addresses of lists that leave the house."""

from django.urls import path

from hoanhap.web.office.exports import asking, taking

urlpatterns = [
    path("lists/export/", asking.new, name="list-export"),
    path("lists/export/<uuid:disclosure_id>/take/", taking.take, name="list-export-take"),
]
