"""Addresses of watching."""

from django.urls import path

from hoanhap.web.office.watching import views

urlpatterns = [
    path("safeguards/", views.hub, name="safeguards"),
    path("safeguards/reading/", views.alarms, name="watching"),
    path("safeguards/reading/<uuid:alarm_id>/", views.alarm, name="watching-alarm"),
    path("safeguards/log/", views.log_state, name="log-state"),
    path("cases/<uuid:case_id>/looks/", views.looks, name="case-looks"),
]
