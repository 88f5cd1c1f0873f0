"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hoanhap.foundation.accounts"
    label = "accounts"
    verbose_name = "Quản trị tài khoản"

    def ready(self) -> None:
        from hoanhap.foundation.accounts import duties
        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.joint_acts import kinds
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate

        codes.declare(
            {
                "access.invited": "Lập đường dẫn mời cho tài khoản",
                "access.invitation_used": "Vào lần đầu bằng đường dẫn mời",
                "accounts.proposed": "Lập đề nghị giao nhiệm vụ",
                "accounts.proposal_done": "Thực hiện đề nghị giao nhiệm vụ",
                "accounts.proposal_dropped": "Bỏ đề nghị giao nhiệm vụ",
                "accounts.viewed": "Xem một tài khoản",
            }
        )
        # Whoever made a link could have used it himself.
        kinds.takeovers.add("access.invited", "access.invited")
        duties.declare()
        _classify()
        fates.declare("accounts.Proposal", Fate.STAYS, why="lasts for some days")


def _classify() -> None:
    from hoanhap.foundation.vault import classes

    classes.declare(
        "accounts.Proposal",
        {
            **dict.fromkeys(("id", "unit_path", "made_by", "needs_second"), "technical"),
            **dict.fromkeys(("unit", "made_at", "state", "done_at"), "public"),
        },
    )
    classes.declare(
        "accounts.ProposalRow",
        {
            **dict.fromkeys(("id", "proposal", "number", "account"), "technical"),
            **dict.fromkeys(("display_name", "username", "role", "place", "title", "valid_from", "valid_to"), "public"),
        },
    )
    classes.declare(
        "accounts.Invitation",
        dict.fromkeys(
            ("id", "account", "digest", "made_by", "made_at", "expires_at", "used_at", "voided_at"), "technical"
        ),
    )
