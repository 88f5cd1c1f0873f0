"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "hoanhap.people.cases"
    label = "cases"
    verbose_name = "Hồ sơ quản lý"
