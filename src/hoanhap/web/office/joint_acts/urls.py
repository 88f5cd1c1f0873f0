"""Addresses of acts that need two people."""

from django.urls import path

from hoanhap.web.office.joint_acts import views

urlpatterns = [
    path("two-people/", views.index, name="joint-acts"),
    path("two-people/<uuid:act_id>/", views.show, name="joint-act"),
    path("two-people/<uuid:act_id>/confirm/", views.confirm, name="joint-act-confirm"),
    path("two-people/<uuid:act_id>/decline/", views.decline, name="joint-act-decline"),
    path("two-people/mine/<uuid:act_id>/", views.show_mine, name="joint-act-mine"),
    path("two-people/mine/<uuid:act_id>/withdraw/", views.withdraw, name="joint-act-withdraw"),
]
