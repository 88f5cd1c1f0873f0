"""Classifies the fields of this package."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "hoanhap.foundation.approvals"
    label = "approvals"
    verbose_name = "Trình, duyệt"

    def ready(self) -> None:
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.foundation.vault import classes

        classes.declare(
            "approvals.Run", {"id": "technical", "state": "public", "opened_at": "public", "unit_path": "technical"}
        )
        public = ("id", "run", "verb", "by_account", "by_title", "at")
        classes.declare("approvals.Act", {**dict.fromkeys(public, "public"), "reason": "sensitive"})
        fates.declare("approvals.Run", Fate.STAYS, why="the report it belongs to stays")
