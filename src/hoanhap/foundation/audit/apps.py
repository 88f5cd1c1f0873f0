"""Classifies the fields of the log."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "hoanhap.foundation.audit"
    label = "audit"
    verbose_name = "Nhật ký"

    def ready(self) -> None:
        from hoanhap.foundation.audit.models import AuditEntry, AuditLink
        from hoanhap.foundation.vault import classes

        for model in (AuditEntry, AuditLink):
            classes.declare(model._meta.label, {field.name: "technical" for field in model._meta.concrete_fields})
