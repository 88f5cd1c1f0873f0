"""Addresses of referrals and of the health room. What is decided stands in the body of a form."""

from django.urls import path

from hoanhap.web.office.health import clinic, results, room, sending, station

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
    path("cases/<uuid:case_id>/health/test/", clinic.test, name="clinic-test"),
    path("cases/<uuid:case_id>/health/overdose/", clinic.overdose, name="overdose"),
    path("cases/<uuid:case_id>/health/substitution/", clinic.substitution, name="substitution"),
    path("cases/<uuid:case_id>/health/detox/", clinic.detox_start, name="detox-start"),
    # The duties of the clinic ask for their doors by these names.
    path("cases/<uuid:case_id>/health/detox/exam/", clinic.detox_exam, name="detox-exam"),
    path("cases/<uuid:case_id>/health/detox/day/", clinic.detox_day, name="detox-day"),
    path("cases/<uuid:case_id>/health/detox/end/", clinic.detox_end, name="detox-end"),
    path("health/sheets/<uuid:sheet_id>/", clinic.correct, name="sheet-correct"),
    path("referrals/<uuid:referral_id>/outcome/", results.outcome, name="referral-outcome"),
    path("cases/<uuid:case_id>/results/", results.show, name="case-results"),
    path("health/<uuid:record_id>/", room.correct, name="health-correct"),
]
