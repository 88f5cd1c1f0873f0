"""Whoever moves house, whatever becomes of the map meanwhile: each open file counts once a day, in one unit.

The moves of `people/reception` in every order with openings, ends, corrections, mergers, splits and nights: sent,
accepted, refused, taken back, late. After each happening the invariants hold; the controls are noticed.
"""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoanhap.foundation.indicators import register as indicators
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.places import queries as places
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.periods import Period
from hoanhap.people.cases.models import Case
from hoanhap.people.reception import actions
from hoanhap.people.reception.actions import Move
from hoanhap.people.reception.models import Arrival, Transfer
from hoanhap.people.reception.transfer_models import RefusedBecause, TransferState
from tests.proofs import size
from tests.proofs import test_conservation as conservation
from tests.proofs.test_conservation import BY, START


@dataclass
class Movers(conservation.World):
    """The world of conservation, in which people move house as well."""

    answered: set[UUID] = field(default_factory=set)

    @property
    def waiting(self) -> list[Transfer]:
        rows = Transfer.objects.filter(state=TransferState.SENT).select_related("to_unit", "case")
        return list(rows.order_by("pk"))

    # --- what may happen ---

    def send(self) -> None:
        still = sorted(self.open_on.keys() - self.closed_on.keys())
        if not still:
            return
        case = Case.objects.get(pk=self.dice.choice(still))
        to = self.dice.choice(self.living)
        move = Move(to=to, left_on=self.today)
        at, waits = clock.at(self.today, 9), Transfer.objects.filter(case=case, state=TransferState.SENT).exists()
        if to.pk == case.unit_id or waits:
            with pytest.raises(Refused):
                actions.send(case, move=move, by=BY, name="Người gửi", at=at)
        else:
            actions.send(case, move=move, by=BY, name="Người gửi", at=at)

    def accept(self) -> None:
        if not self.waiting:
            return
        row = self.dice.choice(self.waiting)
        able = places.heirs(row.to_unit, self.today)
        if not able:
            return
        into = self.dice.choice(able)
        moved = actions.accept(row, into=into, by=BY, name="Người nhận", at=clock.at(self.today, 15))
        assert moved.unit_id == into.pk
        self.answered.add(row.pk)
        with pytest.raises(Refused):
            actions.accept(row, into=into, by=BY, name="x", at=clock.at(self.today, 15))

    def accept_elsewhere(self) -> None:
        """A unit that neither was asked nor took over from one that was gets nothing."""
        for row in self.waiting:
            able = {unit.pk for unit in places.heirs(row.to_unit, self.today)}
            for other in self.living:
                if other.pk not in able:
                    with pytest.raises(NotHere), transaction.atomic():
                        actions.accept(row, into=other, by=BY, name="x", at=clock.at(self.today, 15))

    def refuse(self) -> None:
        if self.waiting:
            row = self.dice.choice(self.waiting)
            before = Case.objects.get(pk=row.case_id).unit_id
            because = RefusedBecause.NOT_HERE
            actions.refuse(row, because=because, by=BY, name="Người nhận", at=clock.at(self.today, 15))
            assert Case.objects.get(pk=row.case_id).unit_id == before
            self.answered.add(row.pk)

    def take_back(self) -> None:
        if self.waiting:
            actions.withdraw(self.dice.choice(self.waiting), by=BY, at=clock.at(self.today, 15))

    def watch(self) -> None:
        actions.keep_watch(by=BY, at=clock.at(self.today, 23))

    # --- what must be true ---

    def check(self) -> None:
        super().check()
        self.check_moves()

    def check_moves(self) -> None:
        sent = Transfer.objects.filter(state=TransferState.SENT)
        assert len(set(sent.values_list("case_id", flat=True))) == sent.count(), "one notice a file"
        assert not sent.filter(case__closed_on__isnull=False).exists(), "an ended file waits for nobody"
        assert set(Arrival.objects.values_list("transfer_id", flat=True)) <= self.answered
        over = [str(pk) for pk in Transfer.objects.exclude(state=TransferState.SENT).values_list("pk", flat=True)]
        open_work = Duty.objects.filter(subject_kind="transfer", subject_id__in=over, settled_at=None)
        assert not open_work.exists(), "nobody is asked about what was answered"
        for case in Case.objects.filter(pk__in=self.open_on).select_related("person"):
            assert case.unit_id == case.person.unit_id, "the person lies where his file lies"
        whole = Period(START, self.today + timedelta(days=2))
        ends = [indicators.count(f"moves.{end}", Question(whole, self.province.path)) for end in ("out", "in")]
        assert ends[0] == ends[1], "out and in are the same people"

    def check_flows(self) -> None:
        """Opening + new + in − removed − out = closing, in each commune of today, over all that happened."""
        begun = START + timedelta(days=self.dice.randint(0, (self.today - START).days))
        period = Period(begun, self.today + timedelta(days=1))
        for place in self.living:
            asked = Question(period, place.path)
            opening, new, removed, closing = (
                indicators.count(f"stock.{code}", asked) for code in ("opening", "new", "removed", "total")
            )
            out, came = (indicators.count(f"moves.{end}", asked) for end in ("out", "in"))
            assert opening + new + came - removed - out == closing, f"flows of {place.name}"


HAPPENINGS = (
    "open", "close", "undo", "merge", "join", "split", "night", "place",
    "send", "send", "send", "accept", "accept", "accept_elsewhere", "refuse", "take_back", "watch",
)  # fmt: skip


def live(happenings: list[str], seed: int) -> None:
    world = Movers(random.Random(seed))  # noqa: S311 - luck, not secrecy
    for _number in range(3):
        world.open()
    for happening in happenings:
        world.days |= {world.today, world.today - timedelta(days=1)}
        world.today += timedelta(days=world.dice.choice((0, 1, 1, 9, 25)) or (happening in _ALONE))
        getattr(world, happening)()
        world.check_moves()
    world.today += timedelta(days=2)
    world.check()
    world.days = {*world.days, world.today}
    world.night()
    world.check()


_ALONE = ("merge", "join", "split")
"""The map changes on a day of its own: a commune made today cannot end today."""


@pytest.mark.django_db
@settings(
    max_examples=size.of(small=8, full=1_200), deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(st.sampled_from(HAPPENINGS), min_size=5, max_size=14), st.integers(0, 10_000))
def test_each_open_file_counts_once_wherever_its_person_moves(happenings: list[str], seed: int) -> None:
    with transaction.atomic():
        live(happenings, seed)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_an_arrival_nobody_counts_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: out one, in none."""

    def forgetful(*_asked: Any, **_more: Any) -> None:
        return None

    monkeypatch.setattr(Arrival.objects, "create", forgetful)
    with pytest.raises(AssertionError):
        live(["send", "accept", "send", "accept", "send", "accept"], 3)


@pytest.mark.django_db
def test_a_move_that_counts_in_both_units_on_one_day_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the file counts in the new unit from a day before it left the old one."""
    from hoanhap.people.cases.actions import crossing

    honest = crossing.cross

    def early(living: list[Any], **asked: Any) -> tuple[list[Any], list[Any]]:
        made, changed = honest(living, **asked)
        for row in made:
            row.from_on -= timedelta(days=1)
        return made, changed

    monkeypatch.setattr(crossing, "cross", early)
    with pytest.raises(AssertionError):
        live(["send", "accept", "send", "accept", "send", "accept"], 3)
