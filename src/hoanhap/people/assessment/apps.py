"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "hoanhap.people.assessment"
    label = "assessment"
    verbose_name = "Phân loại, đánh giá"
