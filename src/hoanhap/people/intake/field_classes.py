"""How sensitive each field is. Sources, outcomes and choices stay in plain because they are counted."""

from hoanhap.foundation.vault import classes
from hoanhap.foundation.vault.classes import FieldClass


def _fields(*, technical: str = "", public: str = "", personal: str = "", sensitive: str = "") -> dict[str, FieldClass]:
    return {
        **dict.fromkeys(technical.split(), "technical"),
        **dict.fromkeys(public.split(), "public"),
        **dict.fromkeys(personal.split(), "personal"),
        **dict.fromkeys(sensitive.split(), "sensitive"),
    }


_ROW = "id unit_path recorded_by recorded_at"
_ENDS = "expires_on erased_at"


def declare() -> None:
    """Classify the fields of this package; called once from `apps.ready()`."""
    classes.declare("intake.CaseOrigin", _fields(technical=_ROW, personal="case source origin noted_on"))
    classes.declare(
        "intake.SelfDeclaration",
        _fields(
            technical=f"{_ROW} {_ENDS} client_key",
            public="unit",
            personal="case declared_on declared_by relation choice place minor stage contacted_on ended_on",
            sensitive="name birth phone guardian wish",
        ),
    )
    classes.declare(
        "intake.ContactRequest",
        _fields(
            technical=f"{_ROW} {_ENDS} client_key asked_account due_at declaration answered_by answered_at",
            public="unit",
            personal="source relation minor outcome",
            sensitive="who caller reason police_note guardian answer",
        ),
    )
    classes.declare(
        "intake.RiskEntry",
        _fields(
            technical=f"{_ROW} {_ENDS}",
            public="unit",
            personal="minor noted_on removed_on",
            sensitive="name guardian",
        ),
    )
    classes.declare(
        "intake.ReviewRound", _fields(technical="id unit_path opened_by closed_by", public="unit opened_on closed_on")
    )
    classes.declare(
        "intake.ReviewLine",
        _fields(technical="id unit_path round marked_by marked_at", personal="case verdict reason"),
    )
