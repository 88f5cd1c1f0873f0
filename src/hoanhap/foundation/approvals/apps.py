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

        run = {"id": "technical", "state": "public", "opened_at": "public", "unit_path": "technical"}
        classes.declare("approvals.Run", run)
        public = dict.fromkeys(("id", "run", "verb", "by_account", "by_title", "at"), "public")
        classes.declare("approvals.Act", public | {"reason": "sensitive"})
        fates.declare("approvals.Run", Fate.STAYS, why="the report it belongs to stays")
