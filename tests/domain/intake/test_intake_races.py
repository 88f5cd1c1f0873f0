"""Two officers do the same thing before there is a file, at once: one has done it, the other is told."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.cases.models import Case
from hoanhap.people.intake import actions, rounds
from hoanhap.people.intake.models import (
    CaseOrigin,
    Choice,
    ContactRequest,
    Outcome,
    Reason,
    Relation,
    ReviewLine,
    ReviewRound,
    SelfDeclaration,
    Source,
    Verdict,
)
from tests import cast as casting
from tests import people
from tests.cast import NOW, SETTER, TODAY
from tests.two_hands import DONE, said_at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ASKED = actions.RequestDetails(source=Source.FAMILY, relation=Relation.PARENT, who="con bà Bưởi")
DECLARED = actions.DeclarationDetails(
    declared_by=Source.FAMILY, relation=Relation.PARENT, name="Nguyễn Văn Đào", choice=Choice.HOME, declared_on=TODAY
)


@pytest.fixture
def cast() -> casting.Cast:
    return casting.make()


@pytest.fixture
def case(cast: casting.Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))


def test_a_request_is_answered_once(cast: casting.Cast) -> None:
    row = actions.ask_contact(cast.thuong_lac, details=ASKED, by=SETTER, at=NOW)
    answers = said_at_once(
        lambda: actions.answer(ContactRequest.objects.get(), outcome=Outcome.ADVICE, by=SETTER, at=NOW),
        lambda: actions.answer(ContactRequest.objects.get(), outcome=Outcome.NOT_FOUND, by=SETTER, at=NOW),
    )
    assert answers == [DONE, "request-answered"]
    row.refresh_from_db()
    assert row.outcome in ("advice", "not_found")
    assert AuditEntry.objects.filter(code="intake.answered").count() == 1


def test_answered_and_declared_at_once_leaves_no_declaration_of_the_loser(cast: casting.Cast) -> None:
    row = actions.ask_contact(cast.thuong_lac, details=ASKED, by=SETTER, at=NOW)
    answers = said_at_once(
        lambda: actions.answer(ContactRequest.objects.get(), outcome=Outcome.DECLINED, by=SETTER, at=NOW),
        lambda: actions.declare(cast.thuong_lac, details=DECLARED, by=SETTER, at=NOW, request=row),
    )
    assert answers == [DONE, "request-answered"]
    row.refresh_from_db()
    assert SelfDeclaration.objects.count() == (1 if row.outcome == "declared" else 0)


@pytest.mark.parametrize("what", ["request", "declaration"])
def test_one_entry_sent_twice_at_once_is_one(cast: casting.Cast, what: str) -> None:
    key, unit = uuid4(), cast.thuong_lac
    asked, declared = replace(ASKED, client_key=key), replace(DECLARED, client_key=key)

    def send() -> object:
        if what == "request":
            return actions.ask_contact(unit, details=asked, by=SETTER, at=NOW)
        return actions.declare(unit, details=declared, by=SETTER, at=NOW)

    assert set(said_at_once(send, send, send)) <= {DONE, "intake-twice"}
    assert (ContactRequest if what == "request" else SelfDeclaration).objects.count() == 1


def test_a_declaration_is_withdrawn_or_registered_not_both(cast: casting.Cast, case: Case) -> None:
    row = actions.declare(cast.thuong_lac, details=DECLARED, by=SETTER, at=NOW)
    answers = said_at_once(
        lambda: actions.withdraw(SelfDeclaration.objects.get(), by=SETTER, at=NOW),
        lambda: actions.register(SelfDeclaration.objects.get(), case, by=SETTER, at=NOW),
    )
    assert answers == ["declaration-moved", DONE]
    row.refresh_from_db()
    assert (row.stage == "registered") == CaseOrigin.objects.exists()


def test_one_round_is_opened(cast: casting.Cast, case: Case) -> None:
    works = [lambda: rounds.open_round(cast.thuong_lac, by=SETTER, at=NOW)] * 3
    assert said_at_once(*works) == [DONE, "round-open", "round-open"]
    assert (ReviewRound.objects.count(), ReviewLine.objects.count()) == (1, 1)


def test_a_round_that_closes_takes_no_more_answers(cast: casting.Cast, case: Case) -> None:
    row = rounds.open_round(cast.thuong_lac, by=SETTER, at=NOW)
    line = ReviewLine.objects.get()
    rounds.mark(row, [line.pk], verdict=Verdict.CONFIRMED, by=SETTER, at=NOW)
    moved = {"verdict": Verdict.MOVED, "reason": Reason.AWAY}
    answers = said_at_once(
        lambda: rounds.close_round(row, by=SETTER, at=NOW),
        lambda: rounds.mark(row, [line.pk], by=SETTER, at=NOW, **moved),  # type: ignore[arg-type]
    )
    assert answers in ([DONE, DONE], [DONE, "round-closed"])
    row.refresh_from_db()
    line.refresh_from_db()
    assert row.closed_on == TODAY
    if answers[1] == "round-closed":
        assert line.verdict == "confirmed"
    with pytest.raises(Exception, match="kết thúc"):
        rounds.mark(ReviewRound(pk=row.pk), [line.pk], by=SETTER, at=NOW, **moved)  # type: ignore[arg-type]


def test_a_round_is_caught_up_twice_at_once_with_one_line_a_person(cast: casting.Cast, case: Case) -> None:
    row = rounds.open_round(cast.thuong_lac, by=SETTER, at=NOW)
    people.open_home_case(cast, people.register_person(cast, "Lê Văn Sáu", birth="1980"), on=date(2020, 2, 3))
    assert said_at_once(lambda: rounds.catch_up(row), lambda: rounds.catch_up(row)) == [DONE, DONE]
    assert ReviewLine.objects.count() == 2
