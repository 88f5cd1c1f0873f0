"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "hoanhap.foundation.documents"
    label = "documents"
    verbose_name = "Văn bản"

    def ready(self) -> None:
        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.foundation.vault import classes

        codes.declare({"document.drafted": "Soạn dự thảo văn bản", "document.numbered": "Cấp số văn bản"})
        open_fields = (
            "id unit unit_path agency paper kind year number symbol subject place_name issued_on state scope "
            "subject_kind subject_id signer_authority signer_title signer_name "
            "drafted_at drafted_by numbered_at numbered_by"
        )
        classes.declare("documents.Document", dict.fromkeys(open_fields.split(), "public"))
        series = ("id", "unit", "agency", "kind", "year", "last_number", "last_issued_on")
        classes.declare("documents.Series", dict.fromkeys(series, "public"))
        fates.declare("documents.Document", Fate.STAYS, why="the register of a unit ends with it")
