"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "hoanhap.web.ui"
    label = "ui"
    verbose_name = "Giao diện"
