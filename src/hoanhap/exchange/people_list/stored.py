"""A readable row as text and back: what waits sealed between the preview and the applying of a list."""

import json
from dataclasses import asdict, replace
from datetime import date

from hoanhap.exchange.people_list.rows import CaseFacts, PersonRow, UseFacts
from hoanhap.kernel.dates import PartialDate
from hoanhap.people.persons.rules import PersonDetails

_DAYS = ("since", "decision_on", "term_from", "term_to")


def to_text(person: PersonRow) -> str:
    """Everything but the police room's field and the notes."""
    said = asdict(replace(person, prior_record="", notes=()))
    said["details"]["birth"] = person.details.birth.iso if person.details.birth else None
    return json.dumps(said, ensure_ascii=False, default=date.isoformat)


def from_text(text: str, *, prior_record: str) -> PersonRow:
    said = json.loads(text)
    details, case, use = said.pop("details"), said.pop("case"), said.pop("use")
    birth = details.pop("birth")
    for name in _DAYS:
        case[name] = date.fromisoformat(case[name]) if case[name] else None
    said.update(prior_record=prior_record, notes=())
    return PersonRow(
        details=PersonDetails(birth=PartialDate.from_iso(birth) if birth else None, **details),
        case=CaseFacts(**case),
        use=UseFacts(**use),
        **said,
    )
