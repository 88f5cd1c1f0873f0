"""Classifies the fields of the log."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "hoanhap.foundation.audit"
    label = "audit"
    verbose_name = "Nhật ký"

    def ready(self) -> None:
        from hoanhap.foundation.audit import models
        from hoanhap.foundation.vault import classes

        logged = (models.AuditEntry, models.AuditLink, models.AuditSite, models.AuditCheckpoint, models.PrintedHead)
        for model in logged:
            classes.declare(model._meta.label, {field.name: "technical" for field in model._meta.concrete_fields})
