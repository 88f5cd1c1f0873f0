"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "hoanhap.people.inspection"
    label = "inspection"
    verbose_name = "Kiểm tra hồ sơ"
