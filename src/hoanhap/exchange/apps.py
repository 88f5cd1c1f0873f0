"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "hoanhap.exchange"
    label = "exchange"
    verbose_name = "Nhập, xuất dữ liệu"

    def ready(self) -> None:
        from hoanhap.exchange import rights
        from hoanhap.exchange.policy import ExchangePermission as May
        from hoanhap.foundation.access import permissions, roles
        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate

        permissions.declare(May)
        roles.grant(roles.Role.COMMUNE_OFFICER, May.IMPORT_PEOPLE, May.EXPORT_PEOPLE)
        codes.declare(
            {
                "import.previewed": "Xem trước danh sách nhập",
                "import.applied": "Nhập danh sách người",
                "import.person_removed": "Xóa người đã nhập nhầm",
                "import.undone": "Hoàn tác lần nhập danh sách",
                "import.discarded": "Bỏ bản xem trước danh sách",
                "list.exported": "Xuất danh sách người",
            }
        )
        _classify()
        rights.declare()
        fates.declare("exchange.ImportBatch", Fate.STAYS, why="an open preview is read anew for the new unit")
        fates.declare("exchange.ImportRow", Fate.STAYS, why="lies with its batch")


def _classify() -> None:
    from hoanhap.foundation.vault import classes

    batch = ("unit", "unit_path", "list_on", "state")
    counts = ("read_count", "new_count", "matched_count", "refused_count", "created_count")
    technical = ("id", "account_id", "file_sha256", "previewed_at", "applied_at", "undone_at", "discarded_at")
    classes.declare(
        "exchange.ImportBatch",
        {
            **dict.fromkeys((*batch, *counts), "public"),
            **dict.fromkeys(technical, "technical"),
            **dict.fromkeys(("file_name", "remarks"), "sensitive"),
        },
    )
    classes.declare(
        "exchange.ImportRow",
        {
            **dict.fromkeys(("id", "batch", "row_no", "outcome"), "technical"),
            **dict.fromkeys(("unit_path", "person", "case"), "personal"),
            **dict.fromkeys(("message", "payload", "police_payload"), "sensitive"),
        },
    )
