"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "hoanhap.people.reviews"
    label = "reviews"
    verbose_name = "Đánh giá định kỳ"
