"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class RehabConfig(AppConfig):
    name = "hoanhap.people.rehab"
    label = "rehab"
    verbose_name = "Biện pháp cai nghiện"
