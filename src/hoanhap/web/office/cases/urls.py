"""Addresses of one file and of what is done in it. What is decided stands in the body of a form."""

from django.urls import path

from hoanhap.web.office.cases import contacts, details, helpers, moves, page, police_room, printing, use

urlpatterns = [
    path("cases/<uuid:case_id>/", page.show, name="case"),
    path("cases/<uuid:case_id>/reveal/", page.reveal, name="case-reveal"),
    path("cases/<uuid:case_id>/print/", printing.show, name="case-print"),
    path("cases/<uuid:case_id>/wish/", details.wish, name="case-wish"),
    path("cases/<uuid:case_id>/stage/", details.stage, name="case-stage"),
    path("cases/<uuid:case_id>/use/", use.edit, name="case-use"),
    path("cases/<uuid:case_id>/prior/", police_room.reveal, name="case-prior"),
    path("cases/<uuid:case_id>/prior/write/", police_room.write, name="case-prior-write"),
    path("cases/<uuid:case_id>/plan/", details.plan, name="contact-plan"),
    # The duties of people/care ask for their door by this name.
    path("cases/<uuid:case_id>/contacts/new/", contacts.log, name="contact-log"),
    path("contacts/<uuid:contact_id>/", contacts.correct, name="contact-correct"),
    path("cases/<uuid:case_id>/helper/", helpers.assign, name="helper-assign"),
    path("helpers/<uuid:assignment_id>/end/", helpers.end, name="helper-end"),
    path("cases/<uuid:case_id>/move/", moves.move, name="case-move"),
    path("cases/<uuid:case_id>/undo/", moves.undo, name="case-undo"),
]
