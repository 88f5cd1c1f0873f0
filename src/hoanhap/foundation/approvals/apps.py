"""Classifies the fields of this package."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "hoanhap.foundation.approvals"
    label = "approvals"
    verbose_name = "Trình, duyệt"

    def ready(self) -> None:
        from hoanhap.foundation.vault import classes

        classes.declare("approvals.Run", {"id": "technical", "state": "public", "opened_at": "public"})
        classes.declare(
            "approvals.Act", dict.fromkeys(("id", "run", "verb", "by_account", "by_title", "at", "reason"), "public")
        )
