"""How sensitive each field is. Counts need origin, days and states in plain; names, numbers and health lie sealed."""

from hoanhap.foundation.vault import classes
from hoanhap.foundation.vault.classes import FieldClass

_SEALED = (
    "full_name", "birth_date", "id_number", "phone", "address", "family_contact", "skills", "papers", "health",
)  # fmt: skip
_FACTS = (
    "unit", "unit_path", "origin", "birth_year", "sex", "lacks_id_card", "detox_done", "training_done",
    "health_checked_on", "fit", "certificate_number", "certificate_on", "due_on", "state", "meet_on", "missed_on",
    "received_on", "ended_on", "closed_because", "returned_because", "person", "case",
)  # fmt: skip
_OFFICIALS = ("receiver_name", "helper_name", "helper_office", "giver_name", "taker_name")
_TECHNICAL = (
    "id", "batch", "agency", "row_no", "announced_by", "announced_at", "helper_account", "confirmed_by",
    "confirmed_at", "received_by", "received_at", "minutes",
)  # fmt: skip


def declare() -> None:
    """Called once at start, from apps.ready()."""
    returnee: dict[str, FieldClass] = {
        **dict.fromkeys(_SEALED, "sensitive"),
        **dict.fromkeys((*_FACTS, *_OFFICIALS), "personal"),
        **dict.fromkeys(_TECHNICAL, "technical"),
    }
    classes.declare("reception.Returnee", returnee)
    batch: dict[str, FieldClass] = {
        **dict.fromkeys(("agency", "unit", "on", "meeting_place", "state", "read_count"), "public"),
        **dict.fromkeys(("id", "unit_path", "file_sha256", "made_by", "made_at", "sent_by", "sent_at"), "technical"),
        **dict.fromkeys(("sent_name", "sent_title"), "public"),
        "file_name": "sensitive",
    }
    classes.declare("reception.ReturnBatch", batch)
    fault: dict[str, FieldClass] = {
        **dict.fromkeys(("id", "batch", "unit_path", "row_no"), "technical"),
        "message": "sensitive",
    }
    classes.declare("reception.SheetFault", fault)
    certificate: dict[str, FieldClass] = {
        **dict.fromkeys(("number", "on", "year", "kind", "birth_year"), "personal"),
        **dict.fromkeys(("id", "agency", "unit", "unit_path", "returnee", "recorded_by", "recorded_at"), "technical"),
        "holder": "sensitive",
    }
    classes.declare("reception.Certificate", certificate)
    classes.declare("reception.Transfer", _transfer())
    arrival: dict[str, FieldClass] = {
        **dict.fromkeys(("case", "unit", "unit_path", "on"), "personal"),
        **dict.fromkeys(("id", "transfer"), "technical"),
    }
    classes.declare("reception.Arrival", arrival)


def _transfer() -> dict[str, FieldClass]:
    personal = (
        "case", "code", "unit", "unit_path", "to_unit", "to_path", "to_hamlet", "birth_year", "case_state", "measure",
        "term_from", "term_to", "left_on", "state", "accepted_on", "refused_because",
    )  # fmt: skip
    technical = (
        "id", "sent_by", "sent_at", "answer_by", "article", "confidence", "warned_at", "answered_by", "answered_at",
        "withdrawn_at", "client_key",
    )  # fmt: skip
    return {
        **dict.fromkeys(personal, "personal"),
        **dict.fromkeys(technical, "technical"),
        **dict.fromkeys(("sent_name", "sent_title", "answered_name"), "public"),
        "initials": "sensitive",
    }
