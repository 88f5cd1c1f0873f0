"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "hoanhap.foundation.approvals"
    label = "approvals"
    verbose_name = "Trình, duyệt"
