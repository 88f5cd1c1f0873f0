"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "hoanhap.foundation.organisations"
    label = "organisations"
    verbose_name = "Cơ quan, đơn vị"
