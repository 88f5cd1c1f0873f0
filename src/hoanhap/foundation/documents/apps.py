"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "hoanhap.foundation.documents"
    label = "documents"
    verbose_name = "Văn bản"
