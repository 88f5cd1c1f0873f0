"""The addresses of the office: one line for each domain."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("hoanhap.web.office.sign_in.urls")),
    path("", include("hoanhap.web.office.my_account.urls")),
    path("", include("hoanhap.web.office.today.urls")),
    path("", include("hoanhap.web.office.people.urls")),
    path("", include("hoanhap.web.office.cases.urls")),
    path("", include("hoanhap.web.office.intake.urls")),
    path("", include("hoanhap.web.office.assessment.urls")),
    path("", include("hoanhap.web.office.rehab.urls")),
    path("", include("hoanhap.web.office.health.urls")),
    path("", include("hoanhap.web.office.commitments.urls")),
    path("", include("hoanhap.web.office.reception.urls")),
    path("", include("hoanhap.web.office.care.urls")),
    path("", include("hoanhap.web.office.reintegration.urls")),
    path("", include("hoanhap.web.office.files.urls")),
    path("", include("hoanhap.web.office.reports.urls")),
    path("", include("hoanhap.web.office.imports.urls")),
    path("", include("hoanhap.web.office.exports.urls")),
    path("", include("hoanhap.web.office.community.urls")),
    path("", include("hoanhap.web.office.reviews.urls")),
    path("", include("hoanhap.web.office.inspection.urls")),
    path("", include("hoanhap.web.office.calendar.urls")),
    path("", include("hoanhap.web.office.accounts.urls")),
    path("", include("hoanhap.web.office.privacy.urls")),
    path("", include("hoanhap.web.office.joint_acts.urls")),
    path("", include("hoanhap.web.office.break_glass.urls")),
    path("", include("hoanhap.web.office.watching.urls")),
    path("", include("hoanhap.web.office.succession.urls")),
]
