"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class PersonsConfig(AppConfig):
    name = "hoanhap.people.persons"
    label = "persons"
    verbose_name = "Người được hỗ trợ"
