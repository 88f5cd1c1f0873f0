"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "hoanhap.people.reception"
    label = "reception"
    verbose_name = "Bàn giao, tiếp nhận"
