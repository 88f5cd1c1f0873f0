"""What a paper says of a person and his decision, in the words papers use. All is opened: the gate was passed."""

from dataclasses import dataclass
from datetime import date, timedelta

from hoanhap import law
from hoanhap.foundation.documents.rules import place_name
from hoanhap.kernel.dates import show
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import queries as persons
from hoanhap.people.rehab import queries
from hoanhap.people.rehab.models import Dossier, Violation

BLANK = "……………"
_FEMALE, _MALE = "female", "male"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Words ready to be put into a sentence; a blank line where nothing is known."""

    code: str
    unit: str
    place: str
    name: str
    birth: str
    sex: str
    id_number: str
    address: str
    hamlet: str
    state: str
    measure: str
    decision: str
    term: str
    dossier: tuple[str, ...] = ()
    dossier_verb: str = ""
    violation: str = ""
    violation_kind: str = ""
    violation_step: str = ""
    violation_on: str = ""


def of(case: Case, *, dossier: Dossier | None = None, violation: Violation | None = None, said: str = "") -> Facts:
    details = persons.details_of(case.person)
    return Facts(
        code=case.code,
        unit=case.unit.full_name,
        place=place_name(case.unit.title, case.unit.name),
        name=details.full_name,
        birth=_birth(details.birth.full if details.birth else None, details.birth_year),
        sex={_FEMALE: "Nữ", _MALE: "Nam"}.get(details.sex, BLANK),
        id_number=details.id_number or BLANK,
        address=details.current_address or details.permanent_address or BLANK,
        hamlet=case.person.hamlet.full_name if case.person.hamlet else "",
        state=law.state(case.state).label_vi,
        measure=law.measures()[case.measure] if case.measure else "",
        decision=decision(case.decision_number, case.decision_on, case.decision_signer),
        term=term(case.term_from, case.term_to),
        dossier=_papers(dossier) if dossier else (),
        dossier_verb=law.verb_label(dossier.verb) if dossier else "",
        violation=said,
        violation_kind=law.ladder(violation.kind, violation.on).label_vi if violation else "",
        violation_step=law.casework_words().ladder_steps[violation.step] if violation else "",
        violation_on=show(violation.on) if violation else "",
    )


def _birth(day: date | None, year: int | None) -> str:
    return show(day) if day else str(year) if year else BLANK


def decision(number: str, on: date | None, signer: str) -> str:
    if not number or on is None:
        return ""
    said = f"Quyết định số {number} ngày {show(on)}"
    return f"{said} ({signer} ký)" if signer else said


def term(from_on: date | None, to_on: date | None) -> str:
    """People are told the last day, periods are half-open in the house."""
    if from_on is None or to_on is None:
        return ""
    return f"từ ngày {show(from_on)} đến hết ngày {show(to_on - timedelta(days=1))}"


def _papers(dossier: Dossier) -> tuple[str, ...]:
    """The papers that are there, with number and day."""
    words = law.casework_words().papers
    lines = []
    for item in queries.items_of(dossier):
        if item.state != "present":
            continue
        number = f" số {item.number}" if item.number else ""
        day = f" ngày {show(item.on)}" if item.on else ""
        lines.append(f"{words[item.paper]}{number}{day}")
    return tuple(lines)
