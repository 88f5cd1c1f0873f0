"""Addresses of break-glass."""

from django.urls import path

from hoanhap.web.office.break_glass import judging, opening

urlpatterns = [
    path("emergency/", opening.index, name="break-glass"),
    path("emergency/open/", opening.open_new, name="break-glass-open"),
    path("emergency/file/<uuid:opening_id>/", opening.show, name="break-glass-file"),
    path("emergency/file/<uuid:opening_id>/reveal/", opening.reveal, name="break-glass-reveal"),
    path("emergency/file/<uuid:opening_id>/close/", opening.close, name="break-glass-close"),
    path("emergency/queue/", judging.queue, name="break-glass-queue"),
    path("emergency/queue/<uuid:opening_id>/", judging.review, name="break-glass-review"),
    path("emergency/queue/<uuid:opening_id>/lift/", judging.lift, name="break-glass-lift"),
]
