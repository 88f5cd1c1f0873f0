"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "hoanhap.foundation.places"
    label = "places"
    verbose_name = "Địa giới hành chính"
