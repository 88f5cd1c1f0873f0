"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "hoanhap.web.office"
    label = "office"
    verbose_name = "Văn phòng"

    def ready(self) -> None:
        from hoanhap.web.office.reports import navigation as reports

        reports.add()
