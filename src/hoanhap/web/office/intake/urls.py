"""Addresses of the ways in. What is decided stands in the body of a form."""

from django.urls import path

from hoanhap.web.office.intake import declarations, lists, requests

urlpatterns = [
    path("intake/", requests.index, name="contact-requests"),
    path("intake/requests/new/", requests.new, name="contact-request-new"),
    # The duties of people/intake ask for their doors by these names.
    path("intake/requests/<uuid:contact_request_id>/", requests.show, name="contact-request"),
    path("intake/sent/<uuid:contact_request_id>/", requests.sent, name="contact-request-sent"),
    path("intake/asked/<uuid:contact_request_id>/", requests.asked, name="contact-request-asked"),
    path("intake/declarations/new/", declarations.new, name="declaration-new"),
    path("intake/declarations/<uuid:declaration_id>/", declarations.show, name="declaration"),
    path("intake/declarations/<uuid:declaration_id>/mark/", declarations.mark, name="declaration-mark"),
    path("intake/risk/", lists.risks, name="risk-list"),
    path("intake/risk/<uuid:risk_id>/remove/", lists.risk_remove, name="risk-remove"),
    path("intake/rounds/", lists.rounds_index, name="review-rounds"),
    path("intake/rounds/open/", lists.round_open, name="review-round-open"),
    path("intake/rounds/<uuid:round_id>/", lists.round_show, name="review-round"),
    path("intake/rounds/<uuid:round_id>/close/", lists.round_close, name="review-round-close"),
    path("cases/<uuid:case_id>/origin/", lists.origin, name="case-origin"),
]
