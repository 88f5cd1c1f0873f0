"""Addresses of who stands by a person. What is decided stands in the body of a form."""

from django.urls import path

from hoanhap.web.office.commitments import keeping, pledging

urlpatterns = [
    path("cases/<uuid:case_id>/circle/", pledging.circle, name="case-circle"),
    # The duty to find a guarantor asks for its door by this name.
    path("cases/<uuid:case_id>/guarantors/new/", keeping.add_guarantor, name="guarantor-add"),
    path("guarantors/<uuid:guarantor_id>/end/", keeping.end_guarantor, name="guarantor-end"),
    path("cases/<uuid:case_id>/family/new/", keeping.add_family, name="family-add"),
    path("family/<uuid:family_id>/consent/", keeping.consent, name="family-consent"),
    path("cases/<uuid:case_id>/charges/new/", keeping.give_charge, name="charge-give"),
    path("charges/<uuid:charge_id>/end/", keeping.end_charge, name="charge-end"),
    path("cases/<uuid:case_id>/charges/paper/", pledging.charges_paper, name="charges-paper"),
    path("cases/<uuid:case_id>/commitments/new/", pledging.prepare, name="commitment-new"),
    path("commitments/<uuid:commitment_id>/sign/", pledging.sign, name="commitment-sign"),
    path("commitments/<uuid:commitment_id>/withdraw/", pledging.withdraw, name="commitment-withdraw"),
    path("commitments/<uuid:commitment_id>/paper/", pledging.commitment_paper, name="commitment-paper"),
]
