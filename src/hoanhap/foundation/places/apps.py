"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig

_PUBLIC = {
    "places.Place": "key code title name folded kind parent path valid_from valid_to from_known",
    "places.Succession": "old new share on",
    "places.FormerName": "place title name folded valid_from valid_to",
}


class PlacesConfig(AppConfig):
    name = "hoanhap.foundation.places"
    label = "places"
    verbose_name = "Địa giới hành chính"

    def ready(self) -> None:
        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.vault import classes

        codes.declare(
            {
                "place.hamlet_added": "Thêm ấp, khóm, tổ dân phố",
                "place.hamlet_carried": "Chuyển ấp, khóm, tổ dân phố sang đơn vị mới",
            }
        )
        for model, public in _PUBLIC.items():
            classes.declare(model, {"id": "technical", **dict.fromkeys(public.split(), "public")})
