"""Addresses of units that merged or were split. They name nothing: what is meant stands in the form."""

from django.urls import path

from hoanhap.web.office.succession import views

urlpatterns = [
    path("hand-over/", views.index, name="succession"),
    path("hand-over/place/", views.place, name="succession-place"),
    path("hand-over/checked/", views.check, name="succession-check"),
    path("hand-over/postings/", views.postings, name="succession-postings"),
]
