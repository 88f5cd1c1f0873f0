"""The price of safety: a question with rights and without, a page with its log and without, a save and an INSERT."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Field, Model
from django.urls import reverse

from hoanhap.exchange.people_list import export
from hoanhap.exchange.people_list.sheet_writer import Mark
from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.access.models import Posting
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel import clock, ids
from hoanhap.ops.generator import inventing, staff
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.queries import people as case_lists
from hoanhap.people.persons import actions as persons
from hoanhap.people.persons import queries as person_queries
from hoanhap.people.persons.models import Person, SocialProfile
from workshop.bench import clients, rights_off
from workshop.bench.imports import WrongAnswer
from workshop.bench.measuring import Measured, Work, side_by_side
from workshop.bench.nation import Area
from workshop.bench.people import WANTED
from workshop.bench.stage import Stage

RIGHTS = {"ratio": 1.3}
LOGGED = {"ratio": 1.1}
SAVED = {"ratio": 3}
_SAVES = 20
_SERIAL = 900_000_000
_UNTIL = timedelta(days=30)

Question = Callable[[Viewer], object]


def rights(stage: Stage) -> Iterator[Measured]:
    """Four questions in three parts of the map; with rights the seats of the account are read too."""
    for measured in (_list, _search, _count, _export, _viewer):
        for area in stage.nation.areas:
            yield measured(area, stage)


def _list(area: Area, stage: Stage) -> Measured:
    def shown(viewer: Viewer) -> object:
        return [row.case_id for row in case_lists.my_people(viewer).rows]

    return _beside("list", area, stage, shown, "the same page of 25 by a plain filter on the path")


def _search(area: Area, stage: Stage) -> Measured:
    def found(viewer: Viewer) -> object:
        return [hit.person_id for hit in person_queries.search(viewer, WANTED)]

    return _beside("search", area, stage, found, "the same search by a plain filter on the path")


def _count(area: Area, stage: Stage) -> Measured:
    """Nobody's name is asked: here counts who really counts, the office of the province. The seats are read already."""

    viewer = viewers.of(area.counter, stage.on)

    def allowed() -> int:
        return case_policy.counted_by(viewer).filter(closed_on=None).count()

    def plain() -> int:
        return Case.objects.filter(area.rows, closed_on=None).count()

    return _measured("count", area, stage, allowed, plain, "the same count by a plain filter on the path")


def _export(area: Area, stage: Stage) -> Measured:
    """A commune's list becomes its workbook; no larger list leaves the house, so above only its rows are read."""
    if area.name == "commune":
        unit, now = stage.nation.commune, clock.now()
        mark = Mark(recipient="Sở Y tế", serial="0001", until=stage.on + _UNTIL, notice="")
        against = "the same workbook from rows by a plain filter on the path"

        def written(viewer: Viewer) -> object:
            return len(export.export(viewer, unit, at=now, mark=mark))

        return _beside("export", area, stage, written, against, exact=False)
    return _beside("export", area, stage, _rows_of_the_list, "the rows of the list by a plain filter on the path")


def _rows_of_the_list(viewer: Viewer) -> object:
    rows = case_policy.visible_to(viewer).filter(closed_on=None)
    rows = rows.select_related("person", "person__social", "use_profile").order_by("code", "id")
    return sum(1 for _row in rows.iterator(chunk_size=500))


def _viewer(area: Area, stage: Stage) -> Measured:
    """What every request pays once, whatever it asks; it stands by itself, a bare count takes less."""
    postings = Posting.objects.filter(account=area.counter)
    runs = 3 * stage.sizes.runs
    taken = side_by_side(lambda: viewers.of(area.counter, stage.on), lambda: list(postings.all()), runs=runs)
    return Measured(
        name=f"safety.rights.viewer.{area.name}", size=postings.count(), value=taken.value, baseline=taken.baseline,
        cpu=taken.cpu, against="one query for the postings of the account", beside={"cpu_ratio": taken.cpu_ratio},
    )  # fmt: skip


def _beside(name: str, area: Area, stage: Stage, ask: Question, against: str, *, exact: bool = True) -> Measured:
    """Ask with rights, and ask the same code while every gate on its way is a plain filter. Neither writes the log."""
    known = viewers.of(area.reader, stage.on)
    nobody = replace(known, seats=known.seats[:1])

    def allowed() -> object:
        with rights_off.no_looks():
            return ask(viewers.of(area.reader, stage.on))

    def plain() -> object:
        with rights_off.no_looks(), rights_off.no_rights(area.rows):
            return ask(nobody)

    return _measured(name, area, stage, allowed, plain, against, exact=exact)


def _measured(
    name: str, area: Area, stage: Stage, allowed: Callable[[], object], plain: Callable[[], object], against: str, *,
    exact: bool = True,
) -> Measured:  # fmt: skip
    ours, theirs = allowed(), plain()
    if not ours or (exact and ours != theirs):
        raise WrongAnswer(f"{name}, {area.name}: with rights and without the answers differ")
    runs = stage.sizes.imports if name == "export" else stage.sizes.runs
    taken = side_by_side(allowed, plain, runs=runs)
    return Measured(
        name=f"safety.rights.{name}.{area.name}", size=area.people, value=taken.value, baseline=taken.baseline,
        cpu=taken.cpu, against=against, most=RIGHTS,
        beside={"cpu_ratio": taken.cpu_ratio},
    )  # fmt: skip


def audit_of_a_page(stage: Stage) -> Iterator[Measured]:
    """The list (25 names, 25 rows of the log) and one file, as a browser asks for them."""
    commune = stage.province.communes[0]
    client = clients.signed_in(commune.officer)
    case = Case.objects.filter(unit=commune.place, closed_on=None).order_by("code")[0]
    for name, address in (("list", reverse("people")), ("file", reverse("case", args=[case.pk]))):

        def opened(address: str = address) -> None:
            answer = client.get(address)
            if answer.status_code != 200:
                raise WrongAnswer(f"{address} answered {answer.status_code}")

        def unlogged(opened: Work = opened) -> None:
            with rights_off.no_log():
                opened()

        before = AuditEntry.objects.count()
        opened()
        written = AuditEntry.objects.count() - before
        taken = side_by_side(opened, unlogged, runs=3 * stage.sizes.runs)
        yield Measured(
            name=f"safety.audit.{name}", size=commune.people, value=taken.value, baseline=taken.baseline,
            cpu=taken.cpu, against="the same page while nothing is written to the log", most=LOGGED,
            beside={"entries": written, "cpu_ratio": taken.cpu_ratio},
        )  # fmt: skip


def save(stage: Stage) -> Iterator[Measured]:
    """Persons registered one by one: checked, sealed, indexed, logged.

    Beside the same two rows inserted by the same ORM without any of it, which is what safety costs; and, without a
    target, beside one prepared INSERT, which is what Django costs too.
    """
    unit, now = stage.province.communes[0].place, clock.now()
    invented = inventing.people(100_000, seed="safety", on=stage.on, hamlets=[], first_number=_SERIAL)
    # Invented before the clock runs: to think of a person is no part of saving one.
    waiting = iter([row.details for row in islice(invented, _SAVES * (2 * stage.sizes.runs + 3))])
    with transaction.atomic():
        rows = persons.bulk_register(details=list(islice(waiting, _SAVES)), unit=unit, by=staff.SETTER, at=now)
        profiles = list(SocialProfile.objects.filter(person__in=rows).order_by("pk"))
        transaction.set_rollback(True)

    def saved() -> None:
        for details in islice(waiting, _SAVES):
            persons.register(details=details, unit=unit, by=staff.SETTER, at=now)

    def bare() -> None:
        for person, profile in zip(rows, profiles, strict=True):
            _as_new(person)
            profile.pk, profile.person, profile._state.adding = ids.new_id(), person, True
            with transaction.atomic():
                person.save(force_insert=True)
                profile.save(force_insert=True)

    for name, against, baseline, most in (
        ("person", "the same two rows by the same ORM, sealed before, and their commit", bare, SAVED),
        ("person_in_sql", "one prepared INSERT of the person's row, and its commit", _prepared(rows), {}),
    ):
        taken = side_by_side(saved, baseline, runs=stage.sizes.runs)
        yield Measured(
            name=f"safety.save.{name}", size=_SAVES, value=taken.value / _SAVES, baseline=taken.baseline / _SAVES,
            cpu=taken.cpu / _SAVES, against=against, most=most, beside={"cpu_ratio": taken.cpu_ratio},
        )  # fmt: skip


def _as_new(person: Person) -> None:
    person.pk, person.id_index, person.id_number, person._state.adding = ids.new_id(), None, None, True


def _prepared(rows: list[Person]) -> Callable[[], None]:
    sql, columns = _insert(Person)

    def inserted() -> None:
        for person in rows:
            _as_new(person)
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, [_stored(field, person) for field in columns])

    return inserted


def _stored(field: "Field[Any, Any]", row: Model) -> Any:
    return field.get_db_prep_save(getattr(row, field.attname), connection)


def _insert(model: type[Model]) -> "tuple[str, list[Field[Any, Any]]]":
    columns = list(model._meta.local_concrete_fields)
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in columns)
    marks = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({names}) VALUES ({marks})", columns  # noqa: S608
