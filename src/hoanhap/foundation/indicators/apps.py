"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "hoanhap.foundation.indicators"
    label = "indicators"
    verbose_name = "Chỉ tiêu"
