"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "hoanhap.foundation.audit"
    label = "audit"
    verbose_name = "Nhật ký"
