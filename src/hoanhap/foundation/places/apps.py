"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "hoanhap.foundation.places"
    label = "places"
    verbose_name = "Địa giới hành chính"

    def ready(self) -> None:
        from hoanhap.foundation.audit import codes

        codes.declare({"place.hamlet_added": "Thêm ấp, khóm, tổ dân phố"})
