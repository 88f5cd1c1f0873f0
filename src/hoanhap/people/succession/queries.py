"""What a unit that has ended still holds, who of it cannot be placed, and what went where."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Posting
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.fates import SUBJECT, Fate, fates
from hoanhap.foundation.places.models import Place, PlaceKind, Share, Succession
from hoanhap.kernel.text import fold
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import queries as person_queries
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.relocation_models import Relocation, RelocationReason
from hoanhap.people.succession import policy
from hoanhap.people.succession.models import HandOver


def units_to_hand_over(on: date) -> list[Place]:
    """The units that have ended by this day and still hold people, files or postings; those that ended first first."""
    ended = Place.objects.filter(valid_to__lte=on).exclude(kind=PlaceKind.HAMLET)
    posted = Posting.objects.filter(Q(valid_to=None) | Q(valid_to__gt=OuterRef("valid_to")), place=OuterRef("pk"))
    unfinished = HandOver.objects.filter(old=OuterRef("pk"), finished_at=None)
    holding = (
        Exists(Person.objects.filter(unit=OuterRef("pk")))
        | Exists(Case.objects.filter(unit=OuterRef("pk")))
        | Exists(posted)
        | Exists(unfinished)
    )
    return list(ended.filter(holding).order_by("valid_to", "path"))


def steps_from(old: Place, on: date) -> list[Succession]:
    """Who took over from this unit by the day; `.old` and `.new` are loaded."""
    steps = Succession.objects.filter(old=old, on__lte=on).select_related("old", "new")
    return list(steps.order_by("on", "new__path", "id"))


def persons_of(
    old: Place, *, beside: Collection[UUID], limit: int, in_hamlets: Collection[int] | None = None
) -> list[UUID]:
    """The next persons the unit still holds, without those who cannot go."""
    rows = Person.objects.filter(unit=old).exclude(pk__in=list(beside))
    if in_hamlets is not None:
        rows = rows.filter(hamlet__in=list(in_hamlets))
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])


def hamlets_of(old: Place) -> list[Place]:
    rows = Place.objects.filter(parent=old, kind=PlaceKind.HAMLET)
    return list(rows.select_related("parent").order_by("pk"))


def hamlets_given(old: Place) -> dict[int, dict[int, int]]:
    """New commune → hamlet of the old unit → the hamlet that goes on in the new commune."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    steps = Succession.objects.filter(old__parent=old, old__kind=PlaceKind.HAMLET, share=Share.WHOLE)
    for commune, hamlet, heir in steps.order_by("on", "id").values_list("new__parent_id", "old_id", "new_id"):
        if commune is not None:
            found[commune][hamlet] = heir
    return found


def stragglers(old: Place) -> set[UUID]:
    """Persons who are gone while something of theirs was left in the unit by a hand that wrote in that moment."""
    found = set(Case.objects.filter(unit=old).exclude(person__unit=old).values_list("person_id", flat=True))
    for label, way in fates.items():
        if way.fate is Fate.FOLLOWS and way.way not in (SUBJECT, "person"):
            rows = apps.get_model(label)._base_manager.filter(unit_path=old.path)
            rows = rows.exclude(**{f"{way.way}__unit_path": old.path})
            found |= set(rows.values_list(f"{way.way}__person_id", flat=True))
    return found


@dataclass(frozen=True, slots=True)
class LastStep:
    """How a person came to the unit where he is now."""

    new: Place
    on: date
    reason: RelocationReason


def last_step(person_id: UUID, unit_id: int) -> LastStep | None:
    came = Relocation.objects.filter(person=person_id, to_unit=unit_id).select_related("to_unit").order_by("-on", "-id")
    row = came.first()
    return LastStep(row.to_unit, row.on, RelocationReason(row.reason)) if row else None


def waiting_in(old: Place) -> QuerySet[Person]:
    """Who lies in a unit that has ended and cannot be given to anybody by itself."""
    return Person.objects.filter(unit=old, unit__valid_to__isnull=False).order_by("pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPerson:
    """One line of the list "Chưa biết thuộc đơn vị mới nào"."""

    person_id: UUID
    unit_path: str
    full_name: str
    birth_year: int | None
    hamlet: str
    address: str
    twin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingUnit:
    """An old unit with who waits in it, its hamlets with their numbers, and where they may go."""

    old: Place
    targets: list[Place]
    hamlets: list[tuple[Place, int]]
    people: list[WaitingPerson]
    total: int


def waiting_units(viewer: Viewer, *, at: datetime, limit: int = 50) -> list[WaitingUnit]:
    """What the viewer may place: the old units of which his own took a part (or all). Each name shown is logged."""
    units = []
    for old in policy.units_to_sort(viewer):
        targets = [step.new for step in steps_from(old, viewer.on)]
        rows = list(waiting_in(old).select_related("hamlet")[:limit])
        people = _lines(rows, targets)
        person_queries.log_look("succession.listed", people, viewer=viewer, at=at)
        units.append(
            WaitingUnit(old=old, targets=targets, hamlets=_hamlets(old), people=people, total=waiting_in(old).count())
        )
    return units


def received(viewer: Viewer) -> list[HandOver]:
    """What came to and left the viewer's units, the latest first."""
    rows = policy.visible_to(viewer).filter(Q(persons__gt=0) | Q(finished_at=None)).select_related("old", "unit")
    return list(rows.order_by("-on", "old__path", "unit__path", "id"))


def _hamlets(old: Place) -> list[tuple[Place, int]]:
    counted: dict[int, int] = defaultdict(int)
    for hamlet_id in waiting_in(old).filter(hamlet__isnull=False).values_list("hamlet_id", flat=True):
        counted[hamlet_id] += 1
    rows = Place.objects.filter(pk__in=counted).order_by("title", "folded", "id")
    return [(hamlet, counted[hamlet.pk]) for hamlet in rows]


def _lines(rows: list[Person], targets: list[Place]) -> list[WaitingPerson]:
    # The address stands unmasked here: it alone tells to which new unit somebody belongs. The look says so.
    opened = vault.reveal_many(rows, "full_name", "current_address")
    numbers = Person.objects.filter(
        id_index=OuterRef("id_index"), unit__in=targets, sealed_at=None, id_index__isnull=False
    )
    twins = set(Person.objects.filter(Exists(numbers), pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    lines = [
        WaitingPerson(
            person_id=row.pk,
            unit_path=row.unit_path,
            full_name=opened[row.pk]["full_name"],
            birth_year=row.birth_year,
            hamlet=row.hamlet.full_name if row.hamlet else "",
            address=opened[row.pk]["current_address"],
            twin=row.pk in twins,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: (line.hamlet, fold(line.full_name).rpartition(" ")[2], str(line.person_id)))


def split_postings(viewer: Viewer) -> QuerySet[Posting]:
    """Postings at units that were split into one of which the viewer keeps accounts, and which wait for a word."""
    waiting = policy.living_after(Posting.objects.filter(policy.at_split_units(viewer)), viewer.on)
    return waiting.select_related("account", "place").order_by("place__path", "role", "id")
