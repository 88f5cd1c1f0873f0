"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "hoanhap.ops"
    label = "ops"
    verbose_name = "Vận hành"
