"""How sensitive each field is. What the officer saw stays in plain, because reports count it; it names nobody."""

from typing import cast

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
    _declare_plans()
    _declare_talks()
    _declare_clinic()


def _of(**fields: str) -> dict[str, FieldClass]:
    """Class → names of fields in one line; what every table has beside it."""
    said = {name: cast("FieldClass", kind) for kind, names in fields.items() for name in names.split()}
    return {"id": "technical", "unit_path": "technical", **said}


def _declare_plans() -> None:
    classes.declare(
        "care.IndividualPlan",
        _of(technical="case number written_by written_at", sensitive="wish strengths goals", personal="agreed_on"),
    )
    classes.declare(
        "care.PlanStep",
        _of(
            technical="case plan recorded_by recorded_at ended_by client_key",
            sensitive="what",
            personal="owner agreed_on due_on state ended_on",
        ),
    )


def _declare_talks() -> None:
    written = "recorded_by recorded_at"
    classes.declare(
        "care.Leaflet",
        _of(technical=f"series {written}", public="unit version title source approved_by valid_from valid_to"),
    )
    classes.declare(
        "care.Counselling",
        _of(
            technical=f"case void_at void_by client_key {written}",
            public="unit counsellor",
            personal="held_on audience kind topics leaflet",
            sensitive="note",
        ),
    )
    classes.declare("care.SupportGroup", _of(technical=written, public="unit name started_on ended_on"))
    classes.declare("care.GroupMember", _of(technical=f"case {written}", personal="group joined_on left_on"))
    classes.declare("care.GroupMeeting", _of(technical=f"group {written}", public="unit met_on topic"))
    classes.declare("care.GroupAttendance", _of(technical="case", public="unit", personal="meeting present"))


def _declare_clinic() -> None:
    shared = {"technical": "case referral recorded_by recorded_at", "public": "unit"}
    for label, technical, personal, sensitive in (
        ("DetoxEpisode", "ended_by", "began_on ended_on ending", ""),
        ("ClinicSheet", "episode series number current client_key", "kind on", "facts"),
        ("SubstitutionPhase", "", "phase medicine from_on to_on", ""),
    ):
        fields = shared | {"technical": f"{shared['technical']} {technical}"}
        classes.declare(f"care.{label}", _of(**fields, personal=personal, sensitive=sensitive))


def _declare_health_room() -> None:
    written: dict[str, FieldClass] = {
        "id": "technical",
        "unit_path": "technical",
        "text": "sensitive",
        "recorded_by": "technical",
        "recorded_at": "technical",
    }
    public = ("unit", "agency", "sent_title", "answered_name")
    personal = ("case", "purpose", "state", "valid_from", "valid_to", "declined_because", "outcome", "outcome_on")
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
