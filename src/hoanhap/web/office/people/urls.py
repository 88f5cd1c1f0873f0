"""Addresses of the list of people, the desk and the correction of details."""

from django.urls import path

from hoanhap.web.office.people import editing, intake, listing

urlpatterns = [
    path("people/", listing.show, name="people"),
    path("people/new/", intake.show, name="person-new"),
    path("people/<uuid:person_id>/edit/", editing.edit, name="person-edit"),
]
