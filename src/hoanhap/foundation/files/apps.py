"""Declares the audit codes and field classes of files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "hoanhap.foundation.files"
    label = "files"
    verbose_name = "Tệp đính kèm"

    def ready(self) -> None:
        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.foundation.vault import classes

        codes.declare(
            {
                "file.stored": "Lưu tệp vào hồ sơ",
                "file.listed": "Xem danh sách tệp của hồ sơ",
                "file.read": "Mở tệp của hồ sơ",
                "file.removed": "Gỡ tệp khỏi hồ sơ",
            }
        )
        classes.declare(
            "files.StoredFile",
            {
                **dict.fromkeys(("id", "kind", "size", "stored_by"), "technical"),
                **dict.fromkeys(("subject_kind", "subject_id", "unit", "unit_path"), "personal"),
                **dict.fromkeys(("stored_at", "removed_at"), "personal"),
                **dict.fromkeys(("title", "content"), "sensitive"),
            },
        )
        fates.declare("files.StoredFile", Fate.FOLLOWS, way=fates.SUBJECT)
