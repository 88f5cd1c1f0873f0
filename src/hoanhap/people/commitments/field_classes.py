"""How sensitive each field is: whoever stands by a person is a person himself, so names and numbers lie sealed."""

from hoanhap.foundation.vault import classes
from hoanhap.foundation.vault.classes import FieldClass

_PLACED: dict[str, FieldClass] = {
    "id": "technical",
    "case": "technical",
    "unit": "public",
    "unit_path": "technical",
    "recorded_by": "technical",
    "recorded_at": "technical",
}


def declare() -> None:
    """Called once at start, from apps.ready()."""
    personal: FieldClass = "personal"
    classes.declare(
        "commitments.Guarantor",
        {
            **_PLACED,
            **dict.fromkeys(("kind", "document_number", "valid_from", "valid_to"), personal),
            **dict.fromkeys(("name", "phone", "relation", "end_reason"), "sensitive"),
            **dict.fromkeys(("ended_by", "paper"), "technical"),
        },
    )
    classes.declare(
        "commitments.FamilyMember",
        {
            **_PLACED,
            **dict.fromkeys(("relation", "carer", "agreed_on", "withdrawn_on"), personal),
            **dict.fromkeys(("name", "phone"), "sensitive"),
        },
    )
    classes.declare(
        "commitments.Charge",
        {
            **_PLACED,
            **dict.fromkeys(("kind", "owner_kind", "valid_from", "valid_to"), personal),
            **dict.fromkeys(("family", "guarantor", "member", "agency"), "technical"),
            "words": "sensitive",
        },
    )
    classes.declare(
        "commitments.Commitment",
        {
            **_PLACED,
            **dict.fromkeys(("form", "on", "valid_to", "signed_at", "signed_by", "withdrawn_on"), personal),
            **dict.fromkeys(("family", "guarantor", "paper", "signature_code"), "technical"),
        },
    )
