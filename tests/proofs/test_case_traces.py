"""The same machine through the real actions and tables: three people, two communes, a clock, everything the house does.

A refusal changes no row anywhere, not even the log; an undo puts back what stood; nobody is counted twice or lost.
"""

import itertools
import threading
from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from hoanhap import law
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import actions, states
from hoanhap.people.cases.actions import handing_over, moving
from hoanhap.people.cases.models import Case, Correction, Standing
from hoanhap.people.cases.rules import Decision, Step
from hoanhap.people.persons import actions as persons
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.relocation_models import RelocationReason
from hoanhap.people.persons.rules import LostUpdate, PersonDetails
from tests import cast as stage
from tests.cast import SETTER
from tests.proofs import size
from tests.proofs.case_machine import FIRST, LAST, VERBS
from tests.proofs.conftest import Figure

MOVED = RelocationReason.TRANSFERRED
TRACES = size.of(small=6, full=400)
COUNT = {"traces": 0, "refused": 0, "moved": 0, "undone": 0}
_WHERE_IT_STANDS = (
    "state", "regime", "measure", "times", "decision_number", "decision_on", "decision_signer", "term_from", "term_to",
    "closed_on",
)  # fmt: skip


def whole() -> list[Any]:
    """Every row an act on a case may touch, and how long the log is."""
    tables = (Case.objects, Standing.everything, Correction.objects, Duty.objects, Person.objects)
    return [list(rows.order_by("pk").values()) for rows in tables] + [AuditEntry.objects.count()]


class Office(RuleBasedStateMachine):
    """One officer who tries everything."""

    units: list[Place]

    def __init__(self) -> None:
        super().__init__()
        COUNT["traces"] += 1
        self.act = transaction.atomic()
        self.act.__enter__()
        self.today = FIRST
        self.people: list[Person] = []
        self.before: dict[UUID, list[tuple[Any, ...]]] = {}
        self.begun: dict[UUID, date] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.act.__exit__(None, None, None)

    @initialize(day=st.integers(3000, (LAST - FIRST).days - 400))
    def people_are_registered(self, day: int) -> None:
        self.today = FIRST + timedelta(days=day)
        for number in range(3):
            details = PersonDetails(full_name=f"Người {number}")
            at = clock.at(self.today, 8)
            self.people.append(persons.register(details=details, unit=self.units[number % 2], by=SETTER, at=at))

    @rule(days=st.one_of(st.integers(1, 40), st.integers(41, 900)))
    def time_passes(self, days: int) -> None:
        self.today = min(self.today + timedelta(days=days), LAST)

    @rule(who=st.integers(0, 2), state=st.sampled_from(["identified", "addicted", "support_only", *states.CODES]))
    def open(self, who: int, state: str) -> None:
        person = Person.objects.select_related("unit").get(pk=self.people[who].pk)
        open_already = Case.objects.filter(person=person, closed_on=None).exists()

        def act() -> Case:
            opening = actions.Opening(person=person, steps=(Step(state=state, on=self.today),))
            return actions.open_case(opening=opening, unit=person.unit, by=SETTER, at=clock.at(self.today, 9))

        case = self._tried(act)
        if case is not None:
            assert not open_already
            self.before[case.pk] = []
            self.begun[case.pk] = self.today

    @precondition(lambda self: self.before)
    @rule(data=st.data(), late=st.integers(0, 9), signed=st.booleans())
    def a_step_of_the_table(self, data: st.DataObject, late: int, signed: bool) -> None:
        case = self._case(data)
        on = max(self.today - timedelta(days=late), self._since(case))
        verbs = sorted({move.verb for move in law.moves_from(case.regime, case.state, on)})
        if verbs:
            self._move(case, data.draw(st.sampled_from(verbs)), on, signed)

    @precondition(lambda self: self.before)
    @rule(data=st.data(), verb=st.sampled_from(VERBS), days=st.integers(-60, 2))
    def any_step(self, data: st.DataObject, verb: str, days: int) -> None:
        self._move(self._case(data), verb, max(self.today + timedelta(days=days), FIRST), False)

    @precondition(lambda self: self.before)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        case = self._case(data)

        def act() -> Case:
            return moving.undo_last_move(
                case=case, reason="ghi nhầm", by=SETTER, at=clock.at(self.today, 11), version=case.version
            )

        back = self._tried(act)
        if back is not None:
            COUNT["undone"] += 1
            assert self._said(back) == self.before[case.pk].pop()

    @precondition(lambda self: self.before)
    @rule(data=st.data(), verb=st.sampled_from(["close_deceased", "register", "open_support"]))
    def somebody_saw_an_older_version(self, data: st.DataObject, verb: str) -> None:
        """The second of two officers is told what the first one wrote, and nothing of the first is lost."""
        case, rows = self._case(data), whole()
        with pytest.raises(Refused) as refused, transaction.atomic():
            moving.move(
                case=case, verb=verb, on=self.today, signer_title="CT", by=SETTER, at=clock.at(self.today, 12),
                version=case.version - 1,
            )  # fmt: skip
        assert isinstance(refused.value, LostUpdate)
        assert refused.value.theirs
        assert rows == whole()

    @precondition(lambda self: self.before)
    @rule(who=st.integers(0, 2), to=st.integers(0, 1))
    def a_person_moves_house(self, who: int, to: int) -> None:
        person, at = self.people[who], clock.at(self.today, 13)
        counted = self._classes(self.today)
        said = {case.pk: self._said(case) for case in Case.objects.filter(person=person)}
        self._tried(
            lambda: handing_over.hand_over(
                [person.pk], to=self.units[to], on=self.today, reason=MOVED, by=SETTER, at=at
            )
        )
        assert counted == self._classes(self.today)
        assert said == {case.pk: self._said(case) for case in Case.objects.filter(person=person)}

    # --- what must be true after every act ---

    @invariant()
    def one_open_case_a_person(self) -> None:
        still = Counter(Case.objects.filter(closed_on=None).values_list("person_id", flat=True))
        assert all(number == 1 for number in still.values())

    @invariant()
    def closed_is_what_stands_in_an_end(self) -> None:
        for case in Case.objects.filter(pk__in=self.before):
            assert (case.closed_on is not None) == (law.state(case.state).klass == "closed")
            assert case.term_to is None or (case.term_from or date.max) < case.term_to

    @invariant()
    def standings_meet_without_gap(self) -> None:
        for pk, opened in self.begun.items():
            rows = list(Standing.objects.filter(case=pk).order_by("number"))
            assert rows[0].from_on == opened
            assert all(row.to_on == after.from_on for row, after in itertools.pairwise(rows))
            assert rows[-1].to_on is None
            case = Case.objects.get(pk=pk)
            assert (rows[-1].state, rows[-1].measure, rows[-1].unit_id) == (case.state, case.measure, case.unit_id)

    @invariant()
    def classes_add_up(self) -> None:
        """Standings of today, by class, are the cases by class; all units together hold all cases that were opened."""
        if self.people:
            now = Counter(law.state(state).klass for state in Case.objects.values_list("state", flat=True))
            assert self._classes(self.today) == now
            assert sum(now.values()) == len(self.before)

    # --- one attempt ---

    def _classes(self, on: date) -> Counter[str]:
        holding = Standing.objects.filter(from_on__lte=on).exclude(to_on__lte=on)
        return Counter(law.state(state).klass for state in holding.values_list("state", flat=True))

    def _case(self, data: st.DataObject) -> Case:
        return Case.objects.get(pk=data.draw(st.sampled_from(sorted(self.before))))

    def _since(self, case: Case) -> date:
        day: date = moving.crossing.run_of(Standing.objects.filter(case=case).order_by("number"))[0].from_on
        return day

    def _said(self, case: Case) -> tuple[Any, ...]:
        return tuple(getattr(case, name) for name in _WHERE_IT_STANDS)

    def _move(self, case: Case, verb: str, on: date, signed: bool) -> None:
        decision = Decision(number="7/QĐ", on=on, signer="A") if signed else Decision()
        before = self._said(case)

        def act() -> moving.Moved:
            return moving.move(
                case=case, verb=verb, on=on, signer_title="CT", by=SETTER, at=clock.at(self.today, 10),
                version=case.version, decision=decision,
            )  # fmt: skip

        moved = self._tried(act)
        if moved is not None:
            COUNT["moved"] += 1
            self.before[case.pk].append(before)
            assert moved.standing.article
            assert moved.case.version == case.version + 1

    def _tried(self, act: Any) -> Any:
        """What came out, or None where it was refused: with a sentence, and without a trace."""
        rows, said = whole(), ""
        try:
            with transaction.atomic():
                return act()
        except Refused as refusal:
            said = refusal.message
        COUNT["refused"] += 1
        assert said.strip()
        assert rows == whole()
        return None


def live(traces: int, *, phases: tuple[Phase, ...] = (Phase.generate,)) -> None:
    cast = stage.make()
    Office.units = [cast.thuong_lac, cast.long_khanh_a]
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Office,
        settings=settings(
            max_examples=traces, stateful_step_count=14, deadline=None, derandomize=True, database=None, phases=phases,
            suppress_health_check=list(HealthCheck), report_multiple_bugs=False, print_blob=False,
        ),
    )  # fmt: skip


@pytest.mark.django_db
def test_no_trace_through_the_tables_breaks_an_invariant(figure: Figure) -> None:
    live(TRACES)
    for name, number in COUNT.items():
        figure(f"through the tables: {name}", number)
    assert COUNT["traces"] >= TRACES
    assert min(COUNT.values()) > 0


@pytest.mark.django_db
@pytest.mark.parametrize("broken", ["undo", "version", "half"])
def test_the_machine_notices(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The controls: a correction that forgets the term, a version nobody looks at, a refusal after a first write."""
    if broken == "undo":
        monkeypatch.setattr(moving, "_position", lambda living: moving.Position(state="addicted", regime="R2010"))
    elif broken == "version":
        monkeypatch.setattr(moving, "_same_version", lambda *args, **kwargs: None)
        monkeypatch.setattr(moving, "_claim", _claim_anyhow)
    else:
        monkeypatch.setattr(moving, "_renew_duties", lambda *args: Duty.objects.all().delete())
        monkeypatch.setattr(moving, "_write", lambda case, *args: Standing.objects.get(case=case, to_on=None))
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        live(60)


def _claim_anyhow(present: Case, position: Any, closed_on: date | None, version: int, *, wanted: str) -> None:
    said = {name: getattr(position, name) for name in position.__dataclass_fields__}
    Case.objects.filter(pk=present.pk).update(**said, closed_on=closed_on, version=present.version + 1)


# --- two officers on one case (PostgreSQL) ------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_a_move_an_undo_a_hand_over_and_an_end_at_once_nothing_is_lost(transactional_db: None) -> None:
    """Each either happened whole or was refused: the standings, the version and the log say the same."""
    cast = stage.make()
    at = stage.NOW
    person = persons.register(details=PersonDetails(full_name="Người"), unit=cast.thuong_lac, by=SETTER, at=at)
    opening = actions.Opening(person=person, steps=(Step(state="addicted", on=date(2020, 5, 4)),))
    case = actions.open_case(opening=opening, unit=cast.thuong_lac, by=SETTER, at=at)
    first = moving.move(
        case=case, verb="register", on=date(2020, 5, 6), signer_title="CT", by=SETTER, at=at, version=case.version
    ).case
    done: list[str] = []
    gate = threading.Barrier(4)

    def attempt(name: str, act: Any) -> None:
        try:
            gate.wait(20)
            act()
            done.append(name)
        except Refused:
            pass
        finally:
            connections.close_all()

    def step(verb: str) -> Any:
        return lambda: moving.move(
            case=first, verb=verb, on=date(2020, 6, 1), signer_title="CT", by=SETTER, at=at, version=first.version
        )

    acts = {
        "home": step("start_home"),
        "end": step("close_moved"),
        "undo": lambda: moving.undo_last_move(case=first, reason="nhầm", by=SETTER, at=at, version=first.version),
        "gone": lambda: handing_over.hand_over(
            [person.pk], to=cast.long_khanh_a, on=date(2020, 6, 2), reason=MOVED, by=SETTER, at=at
        ),
    }  # fmt: skip
    threads = [threading.Thread(target=attempt, args=pair) for pair in acts.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    now = Case.objects.get(pk=case.pk)
    assert now.version == first.version + len(done)
    assert len(set(done) & {"home", "end", "undo"}) <= 1
    rows = list(Standing.objects.filter(case=case).order_by("number"))
    assert all(row.to_on == after.from_on for row, after in itertools.pairwise(rows))
    assert (rows[-1].state, rows[-1].unit_id, rows[-1].to_on) == (now.state, now.unit_id, None)
    wrote = {"case.moved": 1 + ("home" in done), "case.closed": "end" in done, "case.corrected": "undo" in done}
    for code, number in wrote.items():
        assert AuditEntry.objects.filter(code=code, subject_id=str(case.pk)).count() == int(number)
