"""Two officers answer for one person at once: a move, a batch, a returnee has one answer, and nobody is lost."""

from collections.abc import Callable

import pytest

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices.models import Duty
from hoanhap.people.cases.actions import moving
from hoanhap.people.cases.models import Case, Standing
from hoanhap.people.persons.models import Person
from hoanhap.people.reception import actions, queries
from hoanhap.people.reception.actions import Move
from hoanhap.people.reception.models import ReturnBatch, Returnee, Transfer
from hoanhap.people.reception.transfer_models import RefusedBecause
from tests import cast as casting
from tests import people, returns
from tests.cast import NOW, SETTER, TODAY
from tests.two_hands import DONE, said_at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast() -> casting.Cast:
    made = casting.make()
    assert made.centre
    return made


@pytest.fixture
def case(cast: casting.Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2))


def send(cast: casting.Cast, case: Case) -> Transfer:
    move = Move(to=cast.long_khanh_a, left_on=TODAY)
    return actions.send(case, move=move, by=cast.viewer(cast.officer).actor, name="Trần Thị Mai", at=NOW)


def accepting(cast: casting.Cast, row: Transfer) -> Callable[[], object]:
    viewer = cast.viewer(cast.neighbour_officer)
    (into,) = queries.units_for(viewer, row)
    return lambda: actions.accept(Transfer.objects.get(), into=into, by=viewer.actor, name=viewer.name, at=NOW)


def test_a_move_is_sent_once(cast: casting.Cast, case: Case) -> None:
    works = [lambda: send(cast, case)] * 3
    assert said_at_once(*works) == [DONE, "move-waiting", "move-waiting"]
    assert Transfer.objects.count() == 1


def test_a_move_is_accepted_once(cast: casting.Cast, case: Case) -> None:
    works = [accepting(cast, send(cast, case))] * 3
    assert said_at_once(*works) == [DONE, "move-answered", "move-answered"]
    case.refresh_from_db()
    assert (case.unit_id, Person.objects.count(), Case.objects.count()) == (cast.long_khanh_a.pk, 1, 1)
    assert Standing.objects.filter(case=case, to_on=None).count() == 1
    assert AuditEntry.objects.filter(code="move.accepted").count() == 1


@pytest.mark.parametrize("other", ["refuse", "withdraw"])
def test_accepted_or_not_but_never_both(cast: casting.Cast, case: Case, other: str) -> None:
    row = send(cast, case)
    because = RefusedBecause.values[1]
    acts: dict[str, Callable[[], object]] = {
        "refuse": lambda: actions.refuse(
            Transfer.objects.get(), because=RefusedBecause(because), by=SETTER, name="x", at=NOW
        ),
        "withdraw": lambda: actions.withdraw(Transfer.objects.get(), by=SETTER, at=NOW),
    }
    assert said_at_once(accepting(cast, row), acts[other]) == [DONE, "move-answered"]
    row.refresh_from_db()
    case.refresh_from_db()
    assert (row.state == "accepted") == (case.unit_id == cast.long_khanh_a.pk)


def test_closed_there_and_accepted_here_at_once_is_told_to_one_of_them(cast: casting.Cast, case: Case) -> None:
    row, version = send(cast, case), Case.objects.get().version

    def close() -> object:
        fresh = Case.objects.select_related("person", "unit").get()
        return moving.close(
            case=fresh, verb="close_deceased", on=TODAY, signer_title="x", by=SETTER, at=NOW, version=version
        )

    answers = said_at_once(accepting(cast, row), close)
    assert DONE in answers
    row.refresh_from_db()
    case.refresh_from_db()
    assert row.state in ("accepted", "withdrawn")
    assert case.closed_on is None or row.state == "withdrawn" or answers == [DONE, DONE]
    assert Case.objects.count() == 1


def test_a_batch_is_sent_once(cast: casting.Cast) -> None:
    batch = returns.draft(cast, [returns.details("Lê Văn Về", cast.thuong_lac, row_no=1)])
    works = [lambda: actions.send_batch(batch, by=SETTER, name="Mai Văn Quý", at=NOW)] * 3
    assert said_at_once(*works) == ["batch-sent", "batch-sent", DONE]
    assert AuditEntry.objects.filter(code="return.announced").count() == 1


def test_sent_or_thrown_away_but_never_both(cast: casting.Cast) -> None:
    batch = returns.draft(cast, [returns.details("Lê Văn Về", cast.thuong_lac, row_no=1)])
    answers = said_at_once(
        lambda: actions.send_batch(batch, by=SETTER, name="x", at=NOW),
        lambda: actions.cancel_batch(batch, by=SETTER, at=NOW),
    )
    assert answers == ["batch-sent", DONE]
    state = ReturnBatch.objects.get().state
    assert Returnee.objects.count() == (1 if state == "sent" else 0)


def test_a_return_is_confirmed_once(cast: casting.Cast) -> None:
    returns.send(cast, [returns.details("Lê Văn Về", cast.thuong_lac, row_no=1)])
    row = Returnee.objects.get()
    answers = said_at_once(
        lambda: returns.confirm(cast, row, helper="Lê Thị Hạnh"),
        lambda: returns.confirm(cast, row, helper="Võ Văn Tám"),
    )
    assert answers == [DONE, "return-over"]
    kind = Duty.objects.filter(kind__startswith="return", settled_at=None).values_list("kind", flat=True)
    assert len(kind) == len(set(kind))


def test_somebody_who_comes_back_is_received_once(cast: casting.Cast) -> None:
    returns.send(cast, [returns.details("Lê Văn Về", cast.thuong_lac, row_no=1)])
    row = returns.confirm(cast, Returnee.objects.get())
    works = [lambda: returns.receive(cast, row)] * 2
    answers = said_at_once(*works)
    assert answers.count(DONE) == 1
    assert (Person.objects.count(), Case.objects.count()) == (1, 1)
