"""What would become of each row of a list in this commune: a new person, one who is here already, or refused."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from hoanhap.exchange.models import RowOutcome
from hoanhap.exchange.people_list import twins
from hoanhap.exchange.people_list.hamlets import HamletFinder
from hoanhap.exchange.people_list.reading import ListReading
from hoanhap.exchange.people_list.rows import PersonRow, Problem
from hoanhap.foundation.places import queries as places
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel.errors import Refused
from hoanhap.people.persons import queries as person_queries
from hoanhap.people.persons import rules as person_rules
from hoanhap.people.persons.queries import Whose


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRow:
    """One row with its outcome and the sentence that goes with it; `person` only while it is new."""

    number: int
    outcome: RowOutcome
    message: str = ""
    person: PersonRow | None = None
    person_id: UUID | None = None


def check_unit(unit: Place, on: date) -> None:
    """A list belongs to a commune that lives on the day of the list. Raises Refused with the successors."""
    if unit.kind != PlaceKind.COMMUNE:
        raise Refused(
            _("Danh sách thuộc một xã, phường, thị trấn; %(unit)s không phải cấp xã.") % {"unit": unit.full_name},
            code="list.unit",
            way_out=_("Chọn đúng xã, phường, thị trấn."),
        )
    if not unit.lives_on(on):
        places.one(unit.key, on=on)


def judge(reading: ListReading, *, unit: Place, on: date) -> list[JudgedRow]:
    """All rows in the order of the sheet. Of somebody known elsewhere nothing is told but whom to ask."""
    _place_and_check(reading, unit, on)
    twins.set_apart(reading)
    judged = [_refused(number, problems) for number, problems in reading.problems.items()]
    judged += matched(reading.people, unit)
    return sorted(judged, key=lambda row: row.number)


def matched(people: Sequence[PersonRow], unit: Place) -> list[JudgedRow]:
    """Which of these persons are registered already."""
    matches = person_queries.match_many([person.details for person in people], unit.path)
    rows = []
    for person, match in zip(people, matches, strict=True):
        if match.whose is Whose.OWN:
            message = _("Đã có trong danh sách của đơn vị: giữ nguyên hồ sơ, không ghi đè.")
            rows.append(
                JudgedRow(number=person.number, outcome=RowOutcome.MATCHED, message=message, person_id=match.person_id)
            )
        elif match.whose is Whose.ELSEWHERE:
            elsewhere = Problem(
                person.number, "", _("Đã có hồ sơ ở nơi khác."), _("Liên hệ cấp trên để được hướng dẫn tiếp nhận.")
            )
            rows.append(_refused(person.number, [elsewhere]))
        else:
            notes = " ".join(f"{note.column}: {note.message}" for note in person.notes)
            rows.append(JudgedRow(number=person.number, outcome=RowOutcome.NEW, message=notes, person=person))
    return rows


def _place_and_check(reading: ListReading, unit: Place, on: date) -> None:
    """Hamlets found, names and numbers in the one spelling that look-up needs."""
    hamlets = HamletFinder(unit, on)
    people = []
    for person in reading.people:
        details = replace(person.details, hamlet_id=hamlets.find(person.details.current_address))
        try:
            people.append(replace(person, details=person_rules.checked(details, on=on)))
        except Refused as refusal:
            reading.refuse(Problem(person.number, "", str(refusal.message), str(refusal.way_out)))
    reading.people = people


def _refused(number: int, problems: Sequence[Problem]) -> JudgedRow:
    message = " ".join(str(problem) for problem in problems)
    return JudgedRow(number=number, outcome=RowOutcome.REFUSED, message=message)
