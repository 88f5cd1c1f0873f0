"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "hoanhap.foundation.notices"
    label = "notices"
    verbose_name = "Việc, thời hạn"
