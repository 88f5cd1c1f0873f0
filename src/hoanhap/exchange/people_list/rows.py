"""What one row of the list says, once read: a person with his case, or problems with their way out."""

from dataclasses import dataclass, field
from datetime import date

from hoanhap.people.persons.rules import PersonDetails


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row stays out, and what to do about it."""

    row: int
    column: str
    message: str
    way_out: str = ""

    def __str__(self) -> str:
        where = f"{self.column}: " if self.column else ""
        return " ".join(part for part in (where + self.message, self.way_out) if part)


@dataclass(frozen=True, slots=True)
class Note:
    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What the list says about the case. `since`: the day whose law holds; the term is half-open."""

    state: str
    since: date
    measure: str = ""
    times: int = 1
    decision_number: str = ""
    decision_on: date | None = None
    term_from: date | None = None
    term_to: date | None = None
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UseFacts:
    first_use_year: int | None = None
    substances: str = ""
    route: str = ""
    level: str = ""
    cause: str = ""
    rehab_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Everything one readable row says."""

    number: int
    details: PersonDetails
    case: CaseFacts
    use: UseFacts
    prior_record: str = ""
    helper: str = ""
    helper_unit: str = ""
    notes: tuple[Note, ...] = field(default=())
