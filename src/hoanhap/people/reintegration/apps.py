"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class ReintegrationConfig(AppConfig):
    name = "hoanhap.people.reintegration"
    label = "reintegration"
    verbose_name = "Hỗ trợ hòa nhập"
