"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "hoanhap.exchange"
    label = "exchange"
    verbose_name = "Nhập, xuất dữ liệu"
