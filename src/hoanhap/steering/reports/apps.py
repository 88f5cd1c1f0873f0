"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "hoanhap.steering.reports"
    label = "reports"
    verbose_name = "Báo cáo định kỳ"
