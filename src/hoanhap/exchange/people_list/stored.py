"""A readable row as text and back: what waits sealed between the preview and the applying of a list."""

import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from hoanhap.exchange.people_list.rows import PersonRow
from hoanhap.kernel.dates import PartialDate
from hoanhap.people.cases.rules import Decision, Step, UseDetails
from hoanhap.people.persons.rules import PersonDetails


def to_text(person: PersonRow) -> str:
    """Everything but the police room's field and the notes."""
    said = asdict(replace(person, prior_record="", notes=()))
    said["details"]["birth"] = person.details.birth.iso if person.details.birth else None
    return json.dumps(said, ensure_ascii=False, default=date.isoformat)


def from_text(text: str, *, prior_record: str) -> PersonRow:
    said = json.loads(text)
    details, steps, use = said.pop("details"), said.pop("steps"), said.pop("use")
    birth = details.pop("birth")
    said.update(prior_record=prior_record, notes=())
    return PersonRow(
        details=PersonDetails(birth=PartialDate.from_iso(birth) if birth else None, **details),
        steps=tuple(_step(step) for step in steps),
        use=UseDetails(**use),
        **said,
    )


def _step(said: dict[str, Any]) -> Step:
    decision = said.pop("decision")
    for name in ("on", "term_from", "term_to"):
        decision[name] = date.fromisoformat(decision[name]) if decision[name] else None
    return Step(decision=Decision(**decision), **{**said, "on": date.fromisoformat(said["on"])})
