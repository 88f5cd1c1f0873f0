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
