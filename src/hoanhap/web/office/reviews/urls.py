"""Addresses of reviews and outcomes. What is signed stands in the body of a form."""

from django.urls import path

from hoanhap.web.office.reviews import indicator_page, offences, outcome_page, quarter, year

urlpatterns = [
    path("reviews/", quarter.index, name="reviews"),
    path("reviews/years/", year.index, name="review-years"),
    path("reviews/offences/", offences.index, name="review-offences"),
    path("reviews/offences/read/", offences.read, name="review-offences-read"),
    path("reviews/one/<uuid:review_id>/", quarter.correct, name="review-correct"),
    # The duties of people/reviews ask for their doors by these names.
    path("reviews/<str:quarter>/", quarter.show, name="reviews-quarter"),
    path("reviews/<str:quarter>/sign/", quarter.sign, name="reviews-sign"),
    path("cases/<uuid:case_id>/year/", year.assess, name="review-year"),
    path("outcomes/", outcome_page.show, name="outcomes"),
    path("outcomes/indicators/", indicator_page.show, name="indicators"),
]
