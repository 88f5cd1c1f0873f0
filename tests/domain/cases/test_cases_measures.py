"""Random walks of cases against a plain recount in Python: what the measures count is what happened."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from hoanhap import law
from hoanhap.foundation.indicators import register as indicators
from hoanhap.foundation.indicators.register import Question
from hoanhap.kernel import clock
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.periods import Period
from hoanhap.people.cases import actions, states
from hoanhap.people.cases.actions import Opening
from hoanhap.people.cases.models import Case, Standing
from hoanhap.people.cases.rules import Step
from hoanhap.people.persons import actions as person_actions
from hoanhap.people.persons.rules import LostUpdate, PersonDetails
from tests import cast as casting
from tests.cast import SETTER

# Making a failing walk smaller takes minutes with a database behind it, and walks are short as they are.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
FIRST, LAST = date(2020, 1, 1), date(2020, 6, 30)
NOW = clock.at(LAST, 17)
DAYS = (LAST - FIRST).days


def walk(data: st.DataObject, person_number: int, unit: object) -> None:
    """Open one case and move it at random along the table, striking out a move now and then."""
    details = PersonDetails(full_name=f"Người {person_number}", birth=PartialDate(1985))
    person = person_actions.register(details=details, unit=unit, by=SETTER, at=NOW)  # type: ignore[arg-type]
    day = FIRST + timedelta(days=data.draw(st.integers(0, DAYS)))
    start = data.draw(st.sampled_from(["identified", "addicted", "rehab_voluntary_home", "rehab_compulsory_adult"]))
    opening = Opening(person=person, steps=(Step(state=start, on=day),))
    case = actions.open_case(opening=opening, unit=unit, by=SETTER, at=NOW)  # type: ignore[arg-type]
    for _ in range(data.draw(st.integers(0, 6))):
        if case.version > 1 and data.draw(st.integers(0, 4)) == 0:
            try:
                case = actions.undo_last_move(case=case, reason="nhầm", by=SETTER, at=NOW, version=case.version)
            except Refused:
                continue
            day = Standing.objects.get(case=case, to_on=None).from_on
            continue
        moves = law.moves_from(case.regime, case.state, day)
        if not moves:
            break
        day = min(day + timedelta(days=data.draw(st.integers(0, 40))), LAST)
        verb = data.draw(st.sampled_from([move.verb for move in moves]))
        try:
            case = actions.move(
                case=case, verb=verb, on=day, signer_title="thử", by=SETTER, at=NOW, version=case.version
            ).case
        except Refused as refusal:
            # The table has moves for minors; this person is none.
            if refusal.code != "law.age":
                raise


class Recount:
    """The same figures, counted the slow way from the list of all standings that hold."""

    def __init__(self, unit_path: str) -> None:
        rows = Standing.everything.filter(struck=False).order_by("case_id", "number")
        self.ways: dict[object, list[Standing]] = {}
        for row in rows:
            if row.unit_path.startswith(unit_path):
                self.ways.setdefault(row.case_id, []).append(row)

    def state_on(self, way: list[Standing], day: date) -> str | None:
        state = None
        for row in way:
            if row.from_on <= day:
                state = row.state
        return state

    def stock(self, day: date, codes: tuple[str, ...]) -> int:
        return sum(1 for way in self.ways.values() if self.state_on(way, day) in codes)

    def crossings(self, period: Period, out_of: tuple[str, ...], into: tuple[str, ...], *, first: bool) -> int:
        count = 0
        for way in self.ways.values():
            before = [None, *(row.state for row in way)]
            for came, row in zip(before, way, strict=False):
                crossed = first if came is None else came in out_of
                count += crossed and row.state in into and period.contains(row.from_on)
        return count


def check(question: Question) -> None:
    recount, period = Recount(question.unit_path), question.period
    in_rehab = law.states_of_class("in_rehab")
    expected = {
        "stock.total": recount.stock(period.last_day, states.OPEN),
        "stock.users": recount.stock(period.last_day, law.states_of_class("user")),
        "stock.addicted": recount.stock(period.last_day, law.states_of_class("addicted")),
        "stock.in_rehab": recount.stock(period.last_day, in_rehab),
        "stock.after_rehab": recount.stock(period.last_day, states.AFTER),
        "stock.support": recount.stock(period.last_day, ("support_only",)),
        "stock.opening": recount.stock(period.day_before, states.OPEN),
        "stock.new": recount.crossings(period, states.CLOSED, states.OPEN, first=True),
        "stock.removed": recount.crossings(period, states.OPEN, states.CLOSED, first=False),
        "rehab.home": recount.stock(period.last_day, ("rehab_voluntary_home",)),
        "rehab.completed": recount.crossings(period, states.REHAB_OUTSIDE, ("completed", *states.AFTER), first=False),
        "after.total": recount.stock(period.last_day, states.AFTER),
    }
    found = {code: indicators.count(code, question) for code in expected}
    assert found == expected
    assert found["stock.opening"] + found["stock.new"] - found["stock.removed"] == found["stock.total"]
    by_class = ("stock.users", "stock.addicted", "stock.in_rehab", "stock.after_rehab", "stock.support")
    assert sum(found[code] for code in by_class) == found["stock.total"]
    for code in expected:
        assert sum(indicators.count_by_unit(code, question).values()) == found[code]
        assert len(indicators.row_ids(code, question)) == found[code]


class TestMeasures(HypothesisCase):
    @settings(max_examples=25, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_measures_count_what_happened(self, data: st.DataObject) -> None:
        cast = casting.make()
        for number in range(data.draw(st.integers(1, 4))):
            walk(data, number, data.draw(st.sampled_from([cast.thuong_lac, cast.long_khanh_a])))
        start = FIRST + timedelta(days=data.draw(st.integers(0, DAYS - 1)))
        end = start + timedelta(days=data.draw(st.integers(1, 60)))
        for place in (cast.hong_ngu, cast.thuong_lac):
            check(Question(Period(start, end), place.path))


@pytest.mark.django_db
def test_a_recount_that_forgets_struck_moves_would_be_noticed() -> None:
    """The control: the recount and the measures do differ when a struck standing is counted."""
    cast = casting.make()
    details = PersonDetails(full_name="Người", birth=PartialDate(1985))
    person = person_actions.register(details=details, unit=cast.thuong_lac, by=SETTER, at=NOW)
    opening = Opening(person=person, steps=(Step(state="addicted", on=date(2020, 5, 20)),))
    case = actions.open_case(opening=opening, unit=cast.thuong_lac, by=SETTER, at=NOW)
    moved = actions.move(
        case=case, verb="start_home", on=date(2020, 6, 1), signer_title="x", by=SETTER, at=NOW, version=1
    ).case
    actions.undo_last_move(case=moved, reason="nhầm", by=SETTER, at=NOW, version=2)
    question = Question(Period(date(2020, 5, 15), date(2020, 6, 15)), cast.hong_ngu.path)
    check(question)
    assert indicators.count("rehab.started", question) == 0
    Standing.everything.filter(struck=True).update(struck=False)
    assert indicators.count("rehab.started", question) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moved_on", "last_day", "counts"),
    [
        # The day of a move belongs to the new state alone; the last day of the period is its stock.
        (date(2020, 6, 14), date(2020, 6, 14), {"stock.addicted": 0, "stock.in_rehab": 1, "rehab.started": 1}),
        (date(2020, 6, 15), date(2020, 6, 14), {"stock.addicted": 1, "stock.in_rehab": 0, "rehab.started": 0}),
        (date(2020, 5, 15), date(2020, 6, 14), {"stock.addicted": 0, "stock.in_rehab": 1, "rehab.started": 1}),
        (date(2020, 5, 14), date(2020, 6, 14), {"stock.addicted": 0, "stock.in_rehab": 1, "rehab.started": 0}),
    ],
)
def test_the_edges_of_a_period(moved_on: date, last_day: date, counts: dict[str, int]) -> None:
    cast = casting.make()
    details = PersonDetails(full_name="Người", birth=PartialDate(1985))
    person = person_actions.register(details=details, unit=cast.thuong_lac, by=SETTER, at=NOW)
    steps = (Step(state="addicted", on=date(2020, 5, 1)), Step(state="rehab_voluntary_home", on=moved_on))
    actions.open_case(opening=Opening(person=person, steps=steps), unit=cast.thuong_lac, by=SETTER, at=NOW)
    question = Question(Period(date(2020, 5, 15), last_day + timedelta(days=1)), cast.hong_ngu.path)
    assert {code: indicators.count(code, question) for code in counts} == counts


class TwoOfficers(RuleBasedStateMachine):
    """Two officers work on one case from what each of them last saw; whatever order, nothing is lost or doubled."""

    def __init__(self) -> None:
        super().__init__()
        self.room = transaction.atomic()
        self.room.__enter__()

    def teardown(self) -> None:
        # Each example leaves the database as it found it.
        transaction.set_rollback(True)
        self.room.__exit__(None, None, None)

    @initialize()
    def open(self) -> None:
        self.cast = casting.make()
        details = PersonDetails(full_name="Người", birth=PartialDate(1985))
        person = person_actions.register(details=details, unit=self.cast.thuong_lac, by=SETTER, at=NOW)
        opening = Opening(person=person, steps=(Step(state="identified", on=FIRST),))
        self.case = actions.open_case(opening=opening, unit=self.cast.thuong_lac, by=SETTER, at=NOW)
        self.seen = {name: Case.objects.get(pk=self.case.pk) for name in ("mai", "huy")}
        self.made: list[str] = ["identified"]

    @rule(who=st.sampled_from(["mai", "huy"]))
    def look(self, who: str) -> None:
        self.seen[who] = Case.objects.get(pk=self.case.pk)

    @rule(who=st.sampled_from(["mai", "huy"]), pick=st.integers(0, 30), days=st.integers(-3, 60))
    def move(self, who: str, pick: int, days: int) -> None:
        case = self.seen[who]
        present = Case.objects.get(pk=case.pk)
        moves = law.moves_from(case.regime, case.state, LAST)
        verb = moves[pick % len(moves)].verb if moves else "complete"
        since = Standing.objects.get(case=case, to_on=None).from_on
        on = since + timedelta(days=days)
        try:
            with transaction.atomic():
                moved = actions.move(
                    case=case, verb=verb, on=on, signer_title="x", by=SETTER, at=NOW, version=case.version
                )
        except LostUpdate:
            assert case.version != present.version
        except Refused as refusal:
            possible = moves and since <= on <= LAST and case.version == present.version
            if possible and refusal.code != "law.age":
                raise
        else:
            assert case.version == present.version
            self.made.append(moved.standing.state)
            self.seen[who] = moved.case

    @rule(who=st.sampled_from(["mai", "huy"]))
    def undo(self, who: str) -> None:
        case = self.seen[who]
        present = Case.objects.get(pk=case.pk)
        try:
            with transaction.atomic():
                self.seen[who] = actions.undo_last_move(
                    case=case, reason="nhầm", by=SETTER, at=NOW, version=case.version
                )
        except LostUpdate:
            assert case.version != present.version
        except Refused:
            assert len(self.made) == 1
        else:
            self.made.pop()

    @invariant()
    def one_unbroken_chain(self) -> None:
        if not hasattr(self, "case"):
            return
        rows = list(Standing.objects.filter(case=self.case).order_by("number"))
        assert [row.state for row in rows] == self.made
        assert [row.came_from for row in rows] == ["", *self.made[:-1]]
        assert [row.to_on for row in rows] == [*(row.from_on for row in rows[1:]), None]
        case = Case.objects.get(pk=self.case.pk)
        assert case.state == self.made[-1]
        assert (case.closed_on is not None) == (case.state in states.CLOSED)


class TestTwoOfficers(HypothesisCase):
    def test_nothing_is_lost(self) -> None:
        run_state_machine_as_test(
            TwoOfficers, settings=settings(max_examples=15, stateful_step_count=12, deadline=None, phases=PHASES)
        )
