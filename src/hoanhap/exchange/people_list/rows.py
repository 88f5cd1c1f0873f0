"""What one row of the list says, once read: a person with his case, or problems with their way out."""

from dataclasses import dataclass, field

from hoanhap.people.cases.rules import Step, UseDetails
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
class PersonRow:
    """Everything one readable row says; `steps` are the states the case goes through when it is entered."""

    number: int
    details: PersonDetails
    steps: tuple[Step, ...]
    use: UseDetails
    prior_record: str = ""
    helper: str = ""
    helper_unit: str = ""
    source: str = ""
    origin: str = ""
    notes: tuple[Note, ...] = field(default=())
