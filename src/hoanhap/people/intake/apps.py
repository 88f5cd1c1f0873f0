"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "hoanhap.people.intake"
    label = "intake"
    verbose_name = "Tiếp nhận ban đầu"
