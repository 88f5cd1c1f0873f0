"""Whatever happens to cases and units, in whatever order: each open case counts once on each day, in one unit."""

import itertools
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.indicators import register as indicators
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.places import lineage
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel import clock
from hoanhap.kernel.periods import Period
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.actions import crossing
from hoanhap.people.cases.models import Case, Standing
from hoanhap.people.cases.rules import Step
from hoanhap.people.persons import actions as persons
from hoanhap.people.persons.rules import PersonDetails
from hoanhap.people.succession import actions, queries
from tests import map_changes
from tests.proofs import size

BY = Actor(account_id="luck", title="thử", origin="job")
START = date(2020, 3, 2)


@dataclass
class World:
    """A province of three communes, a calendar that goes on, and what must be true of each case."""

    dice: random.Random
    today: date = START
    serial: int = 7000
    open_on: dict[UUID, date] = field(default_factory=dict)
    closed_on: dict[UUID, date] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.province = map_changes.new_unit(700, "Tỉnh", parent=None, on=date(2004, 1, 1), kind=PlaceKind.PROVINCE)
        for _number in range(3):
            self.new_commune(date(2004, 1, 1))

    def new_commune(self, on: date) -> Place:
        self.serial += 1
        return map_changes.new_unit(self.serial, f"Xã {self.serial}", parent=self.province, on=on)

    @property
    def living(self) -> list[Place]:
        rows = Place.objects.as_of(self.today).filter(kind=PlaceKind.COMMUNE)
        return list(rows.order_by("pk"))

    # --- what may happen ---

    def open(self) -> None:
        unit, at = self.dice.choice(self.living), clock.at(self.today, 10)
        details = PersonDetails(full_name=f"Người {len(self.open_on)}")
        person = persons.register(details=details, unit=unit, by=BY, at=at)
        opening = cases.Opening(person=person, steps=(Step(state="addicted", on=self.today),))
        case = cases.open_case(opening=opening, unit=unit, by=BY, at=at)
        self.open_on[case.pk] = self.today

    def close(self) -> None:
        """Today, or recorded late."""
        still = sorted(self.open_on.keys() - self.closed_on.keys())
        if not still:
            return
        case = Case.objects.get(pk=self.dice.choice(still))
        on = self.open_on[case.pk] + timedelta(days=self.dice.randint(0, (self.today - self.open_on[case.pk]).days))
        cases.close(
            case=case,
            verb="close_moved",
            on=on,
            signer_title="CT",
            by=BY,
            at=clock.at(self.today, 11),
            version=case.version,
        )
        self.closed_on[case.pk] = on

    def undo(self) -> None:
        if self.closed_on:
            case = Case.objects.get(pk=self.dice.choice(sorted(self.closed_on)))
            at = clock.at(self.today, 12)
            cases.undo_last_move(case=case, reason="ghi nhầm", by=BY, at=at, version=case.version)
            del self.closed_on[case.pk]

    def merge(self) -> None:
        if len(self.living) > 1:
            olds = self.dice.sample(self.living, 2)
            map_changes.merge(*olds, into=self.new_commune(self.today), on=self.today)

    def join(self) -> None:
        """One goes into another that lives on."""
        if len(self.living) > 1:
            old, into = self.dice.sample(self.living, 2)
            map_changes.merge(old, into=into, on=self.today)

    def split(self) -> None:
        old = self.dice.choice(self.living)
        map_changes.split(old, self.new_commune(self.today), self.new_commune(self.today), on=self.today)

    def night(self) -> None:
        actions.hand_over_all(on=self.today, by=BY, at=clock.at(self.today, 23))

    def place(self) -> None:
        for old in Place.objects.filter(kind=PlaceKind.COMMUNE, valid_to__lte=self.today).order_by("pk"):
            waiting = list(queries.waiting_in(old).select_related("unit"))
            targets = [step.new for step in queries.steps_from(old, self.today) if step.share == "part"]
            if waiting and targets:
                chosen = self.dice.sample(waiting, self.dice.randint(1, len(waiting)))
                actions.place(chosen, to=self.dice.choice(targets), by=BY, at=clock.at(self.today, 14))

    # --- what must be true ---

    def expected(self, day: date) -> int:
        return sum(
            1
            for pk, opened in self.open_on.items()
            if opened <= day and (pk not in self.closed_on or self.closed_on[pk] > day)
        )

    def check(self) -> None:
        for day in self.dice.sample(sorted(self.days), min(len(self.days), 8)):
            self.check_day(day)
        self.check_flows()
        for pk in self.open_on:
            rows = list(Standing.objects.filter(case=pk).order_by("number"))
            assert rows[0].from_on == self.open_on[pk]
            assert all(row.to_on == following.from_on for row, following in itertools.pairwise(rows))
            assert rows[-1].to_on is None
            assert rows[-1].unit_id == Case.objects.get(pk=pk).unit_id

    def check_day(self, day: date) -> None:
        period = Period(day, day + timedelta(days=1))
        by_unit = indicators.count_by_unit("stock.total", Question(period, self.province.path))
        assert sum(by_unit.values()) == self.expected(day), f"the province on {day}"
        living = {place.pk: place for place in Place.objects.as_of(day).filter(kind=PlaceKind.COMMUNE)}
        counted = sum(indicators.count("stock.total", Question(period, place.path)) for place in living.values())
        gone = Place.objects.filter(pk__in=by_unit.keys() - living.keys())
        ways = lineage.heirs(gone, day)
        waiting = sum(by_unit[pk] for pk, links in ways.items() if not any(link.whole for link in links))
        assert counted + waiting == self.expected(day), f"the communes of {day} and who waits"

    def check_flows(self) -> None:
        """Opening + new − removed = closing, in each commune of today, over all that happened."""
        begun = START + timedelta(days=self.dice.randint(0, (self.today - START).days))
        period = Period(begun, self.today + timedelta(days=1))
        for place in self.living:
            asked = Question(period, place.path)
            opening, new, removed, closing = (
                indicators.count(f"stock.{code}", asked) for code in ("opening", "new", "removed", "total")
            )
            assert opening + new - removed == closing, f"flows of {place.name}"


HAPPENINGS = ("open", "open", "close", "undo", "merge", "join", "split", "night", "place")


def live(happenings: list[str], seed: int) -> None:
    world = World(random.Random(seed))  # noqa: S311 - luck, not secrecy
    for _number in range(3):
        world.open()
    for happening in happenings:
        world.days |= {world.today, world.today - timedelta(days=1)}
        world.today += timedelta(days=world.dice.randint(1, 25))
        getattr(world, happening)()
    world.check()
    world.days = {*world.days, world.today}
    world.night()
    world.check()


@pytest.mark.django_db
@settings(
    max_examples=size.of(small=8, full=300), deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(st.sampled_from(HAPPENINGS), min_size=4, max_size=14), st.integers(0, 10_000))
def test_each_open_case_counts_once_on_each_day(happenings: list[str], seed: int) -> None:
    with transaction.atomic():
        live(happenings, seed)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_hand_over_that_loses_a_day_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the case stands nowhere on the day of the change."""
    honest = crossing.cross

    def late(living: list[Standing], **asked: Any) -> tuple[list[Standing], list[Standing]]:
        made, changed = honest(living, **asked)
        for row in made:
            row.from_on += timedelta(days=1)
        return made, changed

    monkeypatch.setattr(crossing, "cross", late)
    with pytest.raises(AssertionError):
        live(["open", "merge", "night", "open"], 1)


@pytest.mark.django_db
def test_a_hand_over_that_calls_it_a_new_case_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: right on every day, but the flows no longer meet."""
    honest = crossing.cross

    def fresh(living: list[Standing], **asked: Any) -> tuple[list[Standing], list[Standing]]:
        made, changed = honest(living, **asked)
        for row in made:
            row.came_from = "closed_moved"
        return made, changed

    monkeypatch.setattr(crossing, "cross", fresh)
    with pytest.raises(AssertionError, match="flows"):
        live(["open", "merge", "night", "open"], 1)
