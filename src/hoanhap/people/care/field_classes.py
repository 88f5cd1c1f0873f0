"""How sensitive each field is. What the officer saw stays in plain, because reports count it; it names nobody."""

from hoanhap.foundation.vault import classes
from hoanhap.foundation.vault.classes import FieldClass

_FACTS: dict[str, FieldClass] = {
    "id": "technical",
    "unit_path": "technical",
    "met_at": "personal",
    "place": "personal",
    "met": "personal",
    "missed_reason": "personal",
    "condition": "personal",
    "work": "personal",
    "need": "sensitive",
    "note": "sensitive",
    "next_on": "personal",
    "recorded_by": "technical",
    "recorded_at": "technical",
}


def declare() -> None:
    """Classify the fields of this package; called once from `apps.ready()`."""
    classes.declare(
        "care.Contact",
        {**_FACTS, "case": "technical", "unit": "public", "client_key": "technical", "version": "technical"},
    )
    classes.declare(
        "care.ContactVersion",
        {
            **_FACTS,
            "contact": "technical",
            "number": "technical",
            "reason": "sensitive",
            "replaced_by": "technical",
            "replaced_at": "technical",
        },
    )
    classes.declare(
        "care.ContactPlan",
        {
            "id": "technical",
            "case": "technical",
            "unit_path": "technical",
            "every_value": "personal",
            "every_unit": "personal",
            "next_on": "personal",
            "set_by": "technical",
            "set_at": "technical",
        },
    )
    _declare_health_room()


def _declare_health_room() -> None:
    written: dict[str, FieldClass] = {
        "id": "technical",
        "unit_path": "technical",
        "text": "sensitive",
        "recorded_by": "technical",
        "recorded_at": "technical",
    }
    public = ("unit", "agency", "sent_title", "answered_name")
    personal = ("case", "purpose", "state", "valid_from", "valid_to", "declined_because")
    technical = ("id", "unit_path", "sent_by", "sent_at", "answered_by", "answered_at", "ended_by", "ended_at")
    classes.declare(
        "care.Referral",
        {
            **dict.fromkeys(public, "public"),
            **dict.fromkeys(personal, "personal"),
            **dict.fromkeys((*technical, "client_key"), "technical"),
            "message": "sensitive",
        },
    )
    classes.declare(
        "care.HealthRecord",
        {**written, "case": "personal", "referral": "technical", "kind": "personal"}
        | dict.fromkeys(("version", "client_key"), "technical"),
    )
    classes.declare("care.HealthRecordVersion", {**written, "record": "technical", "number": "technical"})
