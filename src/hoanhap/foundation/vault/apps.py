"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "hoanhap.foundation.vault"
    label = "vault"
    verbose_name = "Khóa và trường mã hóa"
