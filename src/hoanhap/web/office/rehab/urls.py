"""Addresses of the measures of one file, and of the lists of a commune."""

from django.urls import path

from hoanhap.web.office.rehab import (
    certificates,
    conduct,
    dossiers,
    outside,
    page,
    papers,
    residence,
    scans,
    transitions,
)

urlpatterns = [
    path("cases/<uuid:case_id>/measures/", page.show, name="case-rehab"),
    path("cases/<uuid:case_id>/dossiers/new/", dossiers.new, name="dossier-new"),
    path("dossiers/<uuid:dossier_id>/", dossiers.edit, name="dossier"),
    path("dossiers/<uuid:dossier_id>/submit/", dossiers.submit, name="dossier-submit"),
    path("dossiers/<uuid:dossier_id>/drop/", dossiers.drop, name="dossier-drop"),
    path("dossiers/<uuid:dossier_id>/refuse/", dossiers.refuse, name="dossier-refuse"),
    path("dossiers/papers/<uuid:item_id>/scan/", scans.attach, name="dossier-scan"),
    path("dossiers/papers/<uuid:item_id>/scan/file/", scans.download, name="dossier-scan-file"),
    path("dossiers/papers/<uuid:item_id>/scan/remove/", scans.take_back, name="dossier-scan-remove"),
    path("cases/<uuid:case_id>/papers/new/", papers.new, name="case-paper-new"),
    path("papers/<uuid:paper_id>/issue/", papers.issue, name="case-paper-issue"),
    path("papers/<uuid:paper_id>/<str:suffix>/", papers.download, name="case-paper"),
    path("cases/<uuid:case_id>/violations/new/", conduct.violation, name="violation-new"),
    path("cases/<uuid:case_id>/absences/new/", conduct.absence, name="absence-new"),
    path("absences/<uuid:absence_id>/end/", conduct.back, name="absence-end"),
    path("cases/<uuid:case_id>/happenings/new/", conduct.happening, name="happening-new"),
    path("cases/<uuid:case_id>/followed/new/", outside.follow, name="followed-new"),
    path("followed/<uuid:followed_id>/end/", outside.end, name="followed-end"),
    path("cases/<uuid:case_id>/certificates/new/", certificates.new, name="certificate-new"),
    path("certificates/", certificates.index, name="certificates"),
    path("residence-checks/", residence.index, name="residence-checks"),
    path("cases/<uuid:case_id>/transition/", transitions.choose, name="case-transition"),
    path("transitions/", transitions.index, name="transitions"),
]
