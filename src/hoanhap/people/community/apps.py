"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "hoanhap.people.community"
    label = "community"
    verbose_name = "Tổ công tác"
