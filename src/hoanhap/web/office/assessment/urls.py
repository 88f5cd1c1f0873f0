"""Addresses of classification, determination and instruments. What is decided stands in the body of a form."""

from django.urls import path

from hoanhap.web.office.assessment import case, lists, room

urlpatterns = [
    path("cases/<uuid:case_id>/assessment/", case.show, name="case-assessment"),
    path("cases/<uuid:case_id>/classify/", case.classify, name="case-classify"),
    # The duty to write a result down asks for its door by this name.
    path("cases/<uuid:case_id>/determination/", case.determine, name="determination-new"),
    path("cases/<uuid:case_id>/determination/paper/", case.paper, name="determination-paper"),
    path("determinations/<uuid:determination_id>/strike/", case.strike, name="determination-strike"),
    path("diagnosers/", lists.diagnosers, name="diagnosers"),
    path("diagnosers/<uuid:diagnoser_id>/end/", lists.diagnoser_end, name="diagnoser-end"),
    path("classification/", lists.cross_table, name="cross-table"),
    path("cases/<uuid:case_id>/instruments/", room.show, name="instruments"),
    path("cases/<uuid:case_id>/instruments/<slug:instrument>/", room.new, name="instrument-new"),
    path("cases/<uuid:case_id>/health/determination/", room.determine, name="determination-room"),
]
