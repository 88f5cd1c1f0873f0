"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "hoanhap.people.care"
    label = "care"
    verbose_name = "Lần gặp, chăm sóc"
