"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "hoanhap.foundation.access"
    label = "access"
    verbose_name = "Tài khoản, phân quyền"
