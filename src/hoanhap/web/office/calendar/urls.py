"""Addresses of the calendar of working days."""

from django.urls import path

from hoanhap.web.office.calendar import views

urlpatterns = [
    path("holidays/", views.index, name="holidays"),
    path("holidays/set/", views.set_day, name="holiday-set"),
    path("holidays/forget/", views.forget_day, name="holiday-forget"),
]
