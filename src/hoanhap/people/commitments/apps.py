"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "hoanhap.people.commitments"
    label = "commitments"
    verbose_name = "Bảo lãnh, cam kết"
