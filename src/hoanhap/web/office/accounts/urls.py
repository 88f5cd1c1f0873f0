"""Addresses of the keeping of accounts, and of the link an invited person opens."""

from django.urls import path

from hoanhap.web.office.accounts import coming_in, inviting, posting, proposals, reviewing, views

urlpatterns = [
    path("accounts/", views.index, name="accounts"),
    path("accounts/<uuid:account_id>/", views.show, name="account"),
    path("accounts/<uuid:account_id>/off/", views.switch_off, name="account-off"),
    path("accounts/<uuid:account_id>/on/", views.switch_on, name="account-on"),
    path("accounts/<uuid:account_id>/post/", posting.give, name="account-post"),
    path("accounts/<uuid:account_id>/invite/", inviting.again, name="account-invite"),
    path("accounts/postings/<uuid:posting_id>/end/", posting.end, name="posting-end"),
    path("accounts/new/", inviting.one, name="account-new"),
    path("accounts/new/list/", inviting.sheet, name="accounts-list"),
    path("accounts/new/list/template/", inviting.template, name="accounts-template"),
    path("accounts/proposals/<uuid:proposal_id>/", proposals.show, name="proposal"),
    path("accounts/proposals/<uuid:proposal_id>/ask/", proposals.ask, name="proposal-ask"),
    path("accounts/proposals/<uuid:proposal_id>/do/", proposals.carry_out, name="proposal-do"),
    path("accounts/proposals/<uuid:proposal_id>/drop/", proposals.drop, name="proposal-drop"),
    path("accounts/proposals/<uuid:proposal_id>/slips/", proposals.slips, name="proposal-slips"),
    path("accounts/review/", reviewing.review, name="rights-review"),
    path("invitation/<str:token>/", coming_in.accept, name="invitation"),
]
