"""Addresses of referrals and of the health room. What is decided stands in the body of a form."""

from django.urls import path

from hoanhap.web.office.health import room, sending, station

urlpatterns = [
    path("cases/<uuid:case_id>/referral/", sending.send, name="referral-send"),
    path("referrals/<uuid:referral_id>/withdraw/", sending.withdraw, name="referral-withdraw"),
    # The duty to answer asks for its door by this name.
    path("referrals/", station.index, name="referrals"),
    path("referrals/<uuid:referral_id>/accept/", station.accept, name="referral-accept"),
    path("referrals/<uuid:referral_id>/decline/", station.decline, name="referral-decline"),
    path("referrals/<uuid:referral_id>/end/", station.end, name="referral-end"),
    path("cases/<uuid:case_id>/health/", room.show, name="health-room"),
    path("cases/<uuid:case_id>/health/reveal/", room.reveal, name="health-reveal"),
    path("cases/<uuid:case_id>/health/new/", room.write, name="health-write"),
    path("health/<uuid:record_id>/", room.correct, name="health-correct"),
]
