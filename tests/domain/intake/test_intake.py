"""Ways in: a request makes neither person nor case and is erased; a declaration goes its way; a round closes whole."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators import register as indicators
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel import clock, ids
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.periods import Period
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.rules import Step
from hoanhap.people.intake import actions, duties, policy, queries, risk, rounds
from hoanhap.people.intake.actions import DeclarationDetails, RequestDetails
from hoanhap.people.intake.models import (
    CaseOrigin,
    Choice,
    ContactRequest,
    Origin,
    Outcome,
    Reason,
    Relation,
    ReviewLine,
    ReviewRound,
    RiskEntry,
    SelfDeclaration,
    Source,
    Stage,
    Verdict,
    Where,
)
from hoanhap.people.intake.policy import IntakePermission as May
from hoanhap.people.persons.models import Person
from tests import people
from tests.cast import NOW, SETTER, TODAY, Cast

YEAR_ON = date(2021, 6, 16)
CALL = RequestDetails(
    source=Source.FAMILY,
    relation=Relation.PARENT,
    who="con trai bà Bưởi, ấp 2",
    caller="bà Bưởi 0912000111",
    reason="hay đi đêm, mẹ lo",
)


def asked(cast: Cast, details: RequestDetails = CALL, *, at: object = NOW) -> ContactRequest:
    return actions.ask_contact(cast.thuong_lac, details=details, by=cast.viewer(cast.officer).actor, at=at)  # type: ignore[arg-type]


def declared(cast: Cast, **other: object) -> SelfDeclaration:
    details = DeclarationDetails(**({"name": "Nguyễn Văn Đào", "declared_on": TODAY} | other))  # type: ignore[arg-type]
    return actions.declare(cast.thuong_lac, details=details, by=cast.viewer(cast.officer).actor, at=NOW)


# --- requests for contact -----------------------------------------------------------------------------------------


def test_a_suspicion_makes_neither_person_nor_case_and_lies_sealed(cast: Cast) -> None:
    row = asked(cast)
    assert not Person.objects.exists()
    assert not Case.objects.exists()
    assert row.who is not None
    assert "Bưởi".encode() not in bytes(row.who)
    said = queries.words_of_request(cast.viewer(cast.officer), row, at=NOW)
    assert (said["who"], said["caller"]) == ("con trai bà Bưởi, ấp 2", "bà Bưởi 0912000111")
    assert AuditEntry.objects.filter(code="intake.request_read", subject_id=str(row.pk)).count() == 1


def test_a_request_has_no_field_on_drugs() -> None:
    words = ("drug", "substance", "level", "route", "result", "test", "hiv")
    for model in (ContactRequest, RiskEntry, SelfDeclaration):
        names = [field.name for field in model._meta.get_fields()]
        assert not [name for name in names if any(word in name for word in words)]


def test_somebody_is_asked_within_days_and_the_answer_settles_it(cast: Cast) -> None:
    row = asked(cast, replace(CALL, days=5))
    duty = Duty.objects.get(subject_id=str(row.pk))
    assert (duty.kind, duty.holder_role) == ("intake.contact", "commune_officer")
    assert clock.local_day(duty.due_at) == TODAY + timedelta(days=5)
    by = cast.viewer(cast.officer).actor
    with pytest.raises(Refused):
        actions.answer(row, outcome=Outcome.WAITING, by=by, at=NOW)
    actions.answer(row, outcome=Outcome.ADVICE, note="hẹn thứ năm", by=by, at=NOW)
    with pytest.raises(Refused):
        actions.answer(row, outcome=Outcome.DECLINED, by=by, at=NOW)
    assert not Duty.objects.filter(settled_at=None).exists()


@pytest.mark.parametrize("who", ["officer", "police", "neighbour_helper", "administrator"])
def test_nobody_is_asked_who_could_not_answer(cast: Cast, who: str) -> None:
    """The request would lie with an account that cannot open it."""
    with pytest.raises(Refused, match="không có nhiệm vụ"):
        asked(cast, replace(CALL, asked=getattr(cast, who)))
    assert not ContactRequest.objects.exists()


def test_a_helper_may_be_asked_and_sees_that_one_request_until_it_is_answered(cast: Cast) -> None:
    other, row = asked(cast), asked(cast, replace(CALL, asked=cast.helper))
    viewer, desk = cast.viewer(cast.helper), cast.viewer(cast.officer)
    assert list(queries.asked(viewer)) == [row]
    assert Duty.objects.get(subject_id=str(row.pk)).holder_account_id == cast.helper.pk
    doors = {
        one: kinds.subject_kinds[duties.REQUEST].lines(one, [str(row.pk)])[str(row.pk)].url for one in (viewer, desk)
    }
    assert doors == {viewer: "", desk: "contact-request"}, "who watches a late helper enters by the desk's door"
    told = queries.words_of_request(viewer, row, at=NOW)
    assert told["who"] == CALL.who
    assert "caller" not in told, "who called is told to no neighbour"
    for pk in (other.pk, uuid.uuid4()):
        with pytest.raises(NotHere):
            policy.get_asked_for(viewer, pk)
    actions.answer(policy.get_asked_for(viewer, row.pk), outcome=Outcome.NOT_FOUND, by=viewer.actor, at=NOW)
    assert not queries.asked(viewer).exists()
    with pytest.raises(Refused):
        asked(cast, replace(CALL, asked=cast.neighbour_helper))


def test_the_police_read_what_they_sent_and_alone_their_note(cast: Cast) -> None:
    mine = asked(cast, replace(CALL, source=Source.POLICE, relation=Relation.OFFICIAL, police_note="biên bản 12"))
    other = asked(cast)
    police, officer = cast.viewer(cast.police), cast.viewer(cast.officer)
    assert policy.get_request_for(police, mine.pk) == mine
    with pytest.raises(NotHere):
        policy.get_request_for(police, other.pk)
    assert queries.words_of_request(police, mine, at=NOW)["police_note"] == "biên bản 12"
    assert "police_note" not in queries.words_of_request(officer, mine, at=NOW)
    actions.answer(mine, outcome=Outcome.ADVICE, note="kể là mất ngủ", by=officer.actor, at=NOW)
    mine.refresh_from_db()
    assert queries.words_of_request(officer, mine, at=NOW)["answer"] == "kể là mất ngủ"
    told = queries.words_of_request(police, mine, at=NOW)
    assert told["caller"] == "bà Bưởi 0912000111"
    assert "answer" not in told, "how it ended, not what was said there"


@pytest.mark.parametrize("source", [Source.POLICE, Source.UNION])
def test_a_positive_test_and_a_referral_become_requests_too(cast: Cast, source: Source) -> None:
    row = asked(cast, replace(CALL, source=source, relation=Relation.OFFICIAL))
    assert row.source == source
    assert not Case.objects.exists()


def test_who_reads_a_request(cast: Cast) -> None:
    row = asked(cast)
    found = set()
    for name, account in cast.everybody().items():
        try:
            policy.get_request_for(cast.viewer(account), row.pk)
        except NotHere:
            continue
        found.add(name)
    assert found == {"officer", "leader", "deputy"}


def test_after_twelve_months_the_words_are_gone_and_the_count_stays(cast: Cast) -> None:
    row, young = asked(cast), asked(cast, at=clock.at(date(2020, 7, 1), 9))
    by = cast.viewer(cast.officer).actor
    assert actions.erase_due(on=YEAR_ON - timedelta(days=1), by=by, at=NOW) == 0
    assert actions.erase_due(on=YEAR_ON, by=by, at=clock.at(YEAR_ON, 2)) == 1
    assert actions.erase_due(on=YEAR_ON, by=by, at=clock.at(YEAR_ON, 2)) == 0
    row.refresh_from_db()
    young.refresh_from_db()
    assert [getattr(row, name) for name in actions.REQUEST_WORDS] == [None] * 6
    assert young.who is not None
    assert not Duty.objects.filter(subject_id=str(row.pk), settled_at=None).exists()
    with pytest.raises(NotHere):
        policy.get_request_for(cast.viewer(cast.officer), row.pk)
    assert AuditEntry.objects.filter(code="intake.erased").count() == 1


def test_a_row_half_erased_is_refused_by_the_database(cast: Cast) -> None:
    row = asked(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactRequest.objects.filter(pk=row.pk).update(erased_at=NOW)


@pytest.mark.parametrize(
    "write",
    [
        lambda cast: asked(cast, replace(CALL, minor=True)),
        lambda cast: declared(cast, birth=PartialDate(2005, 1, 2)),
        lambda cast: risk.add(cast.thuong_lac, name="Bé Tư", minor=True, by=cast.viewer(cast.officer).actor, at=NOW),
    ],
)
def test_whatever_concerns_a_minor_names_a_guardian(cast: Cast, write: Callable[[Cast], object]) -> None:
    with pytest.raises(Refused) as refusal:
        write(cast)
    assert refusal.value.code == "guardian-missing"
    assert asked(cast, replace(CALL, minor=True, guardian="bà Bưởi")).guardian is not None
    assert declared(cast, birth=PartialDate(2005, 1, 2), guardian="bà Bưởi").minor
    assert not declared(cast, birth=PartialDate(2002)).minor


def test_sent_twice_is_one_request_and_no_word_on_hiv_is_kept(cast: Cast) -> None:
    details = replace(CALL, client_key=ids.new_id())
    assert asked(cast, details) == asked(cast, details)
    with pytest.raises(Refused):
        asked(cast, replace(CALL, reason="nghi bị HIV"))
    for days in (0, 61):
        with pytest.raises(Refused):
            asked(cast, replace(CALL, days=days))
    assert ContactRequest.objects.count() == 1


# --- self-declaration ---------------------------------------------------------------------------------------------


def opened(cast: Cast, name: str = "Nguyễn Văn Đào") -> Case:
    person = people.register_person(cast, name)
    steps = (Step(state="identified", on=TODAY),)
    by = cast.viewer(cast.officer).actor
    return cases.open_case(opening=cases.Opening(person=person, steps=steps), unit=person.unit, by=by, at=NOW)


@pytest.mark.requirement("S3-30")
def test_the_funnel_counts_declared_contacted_registered(cast: Cast) -> None:
    by, viewer = cast.viewer(cast.officer).actor, cast.viewer(cast.officer)
    first, second, _third = (
        declared(cast, name=name, declared_by=Source.FAMILY, relation=Relation.PARENT) for name in ("Một", "Hai", "Ba")
    )
    declared(cast, name="Bốn", declared_on=date(2020, 5, 1))
    actions.mark_contacted(second, on=TODAY, by=by, at=NOW)
    actions.mark_contacted(first, on=TODAY, by=by, at=NOW)
    case = opened(cast)
    actions.register(first, case, by=by, at=NOW)
    found = queries.funnel(viewer, cast.thuong_lac.path, date(2020, 6, 1), date(2020, 7, 1))
    assert (found.declared, found.contacted, found.registered) == (3, 2, 1)


@pytest.mark.requirement("S4-47")
def test_a_familys_declaration_is_met_within_days_then_registered_and_its_words_go(cast: Cast) -> None:
    row = declared(cast, declared_by=Source.FAMILY, relation=Relation.PARENT, phone="0912000111", choice=Choice.HOME)
    by = cast.viewer(cast.officer).actor
    assert row.stage == Stage.DECLARED
    assert Duty.objects.filter(kind="intake.declared", settled_at=None, subject_id=str(row.pk)).exists()
    actions.mark_contacted(row, on=TODAY, by=by, at=NOW)
    assert not Duty.objects.filter(kind="intake.declared", settled_at=None).exists()
    case = opened(cast)
    actions.register(row, case, by=by, at=NOW)
    row.refresh_from_db()
    assert (row.stage, row.case_id, row.choice) == (Stage.REGISTERED, case.pk, "home")
    assert [getattr(row, name) for name in actions.DECLARED_WORDS] == [None] * 5
    assert CaseOrigin.objects.get(case=case).source == Source.FAMILY
    with pytest.raises(Refused):
        actions.withdraw(row, by=by, at=NOW)


def test_a_request_turns_into_a_declaration(cast: Cast) -> None:
    request, by = asked(cast), cast.viewer(cast.officer).actor
    details = DeclarationDetails(name="Nguyễn Văn Đào", declared_on=TODAY)
    row = actions.declare(cast.thuong_lac, details=details, by=by, at=NOW, request=request)
    request.refresh_from_db()
    assert (request.outcome, request.declaration_id) == (Outcome.DECLARED, row.pk)
    assert row.stage == Stage.CONTACTED
    with pytest.raises(Refused):
        actions.declare(cast.thuong_lac, details=details, by=by, at=NOW, request=request)
    assert SelfDeclaration.objects.count() == 1
    actions.register(row, opened(cast), by=by, at=NOW)
    request.refresh_from_db()
    assert (request.outcome, request.who) == (Outcome.DECLARED, None)


@pytest.mark.requirement("S3-31")
def test_a_declaration_at_a_counselling_point_becomes_the_communes_case(cast: Cast) -> None:
    row, case = declared(cast, place=Where.POINT), opened(cast)
    actions.register(row, case, by=cast.viewer(cast.officer).actor, at=NOW)
    row.refresh_from_db()
    assert (row.place, row.case.unit_id if row.case else None) == ("point", cast.thuong_lac.pk)


def test_who_withdraws_leaves_no_words(cast: Cast) -> None:
    row = declared(cast)
    actions.withdraw(row, by=cast.viewer(cast.officer).actor, at=NOW)
    assert row.stage == Stage.WITHDRAWN
    assert row.name is None
    assert not Duty.objects.filter(settled_at=None).exists()


# --- where a case came from ---------------------------------------------------------------------------------------


@pytest.mark.requirement("S4-32")
def test_a_returnee_has_an_origin_of_at_least_five_kinds(cast: Cast) -> None:
    case, by = opened(cast), cast.viewer(cast.officer).actor
    assert len(Origin) >= 5
    with pytest.raises(Refused) as refusal:
        actions.note_origin(case, source=Source.FACILITY, by=by, at=NOW)
    assert refusal.value.code == "origin-missing"
    for origin in Origin:
        assert actions.note_origin(case, source=Source.FACILITY, origin=origin, by=by, at=NOW).origin == origin
    assert CaseOrigin.objects.count() == 1
    Case.objects.filter(pk=case.pk).update(state="post_rehab_residence")
    with pytest.raises(Refused):
        actions.note_origin(case, source=Source.POLICE, by=by, at=NOW)


def counted(code: str, cast: Cast) -> int:
    question = Question(period=Period(date(2020, 6, 1), date(2020, 7, 1)), unit_path=cast.thuong_lac.path)
    return indicators.count(code, question)


@pytest.mark.requirement("S5-25", "S4-32")
def test_new_cases_are_counted_by_source_and_origin(cast: Cast) -> None:
    by = cast.viewer(cast.officer).actor
    for name, source, origin in (
        ("Một", Source.SELF, ""),
        ("Hai", Source.SELF, ""),
        ("Ba", Source.UNION, ""),
        ("Bốn", Source.FACILITY, Origin.PRISON),
    ):
        actions.note_origin(opened(cast, name), source=source, origin=origin, by=by, at=NOW)
    opened(cast, "Năm")
    found = {code: counted(f"source.{code}", cast) for code in ("self", "family", "union", "facility", "unknown")}
    assert found == {"self": 2, "family": 0, "union": 1, "facility": 1, "unknown": 1}
    assert (counted("origin.prison", cast), counted("origin.reform", cast)) == (1, 0)


# --- the risk list ------------------------------------------------------------------------------------------------


@pytest.mark.requirement("S2-24")
def test_the_risk_list_has_no_drug_field_and_ends_after_twelve_months(cast: Cast) -> None:
    by, viewer = cast.viewer(cast.officer).actor, cast.viewer(cast.officer)
    row = risk.add(cast.thuong_lac, name="Bé Tư, ấp 1", minor=True, guardian="bà Năm", by=by, at=NOW)
    kept = {"id", "unit", "unit_path", "name", "guardian", "minor", "noted_on", "expires_on"}
    assert {field.name for field in RiskEntry._meta.get_fields()} - kept == {
        "removed_on",
        "erased_at",
        "recorded_by",
        "recorded_at",
    }
    assert [(one.pk, name) for one, name, _guardian in queries.risk_list(viewer, at=NOW)] == [(row.pk, "Bé Tư, ấp 1")]
    assert row.expires_on == YEAR_ON
    assert not queries.risk_list(cast.viewer(cast.officer, YEAR_ON), at=NOW)
    assert actions.erase_due(on=YEAR_ON, by=by, at=clock.at(YEAR_ON, 2)) == 1
    row.refresh_from_db()
    assert (row.name, row.guardian) == (None, None)
    assert not Person.objects.exists()


def test_who_is_taken_off_the_risk_list_is_erased_at_once(cast: Cast) -> None:
    by = cast.viewer(cast.officer).actor
    row = risk.add(cast.thuong_lac, name="Bé Tư", by=by, at=NOW)
    risk.remove(row, by=by, at=NOW)
    with pytest.raises(Refused):
        risk.remove(row, by=by, at=NOW)
    row.refresh_from_db()
    assert row.name is None
    assert not policy.risk_for(cast.viewer(cast.officer)).exists()


# --- the review round ---------------------------------------------------------------------------------------------


@pytest.mark.requirement("S2-55", "S3-29")
def test_a_round_closes_only_when_everybody_known_is_answered(cast: Cast) -> None:
    by = cast.viewer(cast.officer).actor
    for name in ("Một", "Hai", "Ba"):
        opened(cast, name)
    row = rounds.open_round(cast.thuong_lac, by=by, at=NOW)
    lines = list(ReviewLine.objects.order_by("id").values_list("pk", flat=True))
    rounds.mark(row, lines[:2], verdict=Verdict.CONFIRMED, by=by, at=NOW)
    assert queries.progress(row).left == 1
    with pytest.raises(Refused):
        rounds.close_round(row, by=by, at=NOW)
    for reason, verdict in (
        (Reason.NONE, Verdict.MOVED),
        (Reason.AWAY, Verdict.CONFIRMED),
        (Reason.AWAY, Verdict.OPEN),
    ):
        with pytest.raises(Refused):
            rounds.mark(row, lines[2:], verdict=verdict, reason=reason, by=by, at=NOW)
    rounds.mark(row, lines[2:], verdict=Verdict.REMOVED, reason=Reason.MISTAKE, by=by, at=NOW)
    late = opened(cast, "Bốn")
    with pytest.raises(Refused):
        rounds.close_round(row, by=by, at=NOW)
    assert rounds.catch_up(row) == 1
    rounds.mark(row, [ReviewLine.objects.get(case=late).pk], verdict=Verdict.CONFIRMED, by=by, at=NOW)
    assert queries.progress(row).whole
    assert rounds.close_round(row, by=by, at=NOW).closed_on == TODAY
    row.refresh_from_db()
    with pytest.raises(Refused):
        rounds.mark(row, lines, verdict=Verdict.CONFIRMED, by=by, at=NOW)


def test_nobody_is_answered_in_a_round_another_has_closed(cast: Cast) -> None:
    by = cast.viewer(cast.officer).actor
    opened(cast)
    row, line = rounds.open_round(cast.thuong_lac, by=by, at=NOW), ReviewLine.objects.get().pk
    rounds.mark(row, [line], verdict=Verdict.CONFIRMED, by=by, at=NOW)
    rounds.close_round(row, by=by, at=NOW)
    opened(cast, "Hai")
    with pytest.raises(Refused):
        rounds.mark(row, [line], verdict=Verdict.REMOVED, reason=Reason.MISTAKE, by=by, at=NOW)
    assert rounds.catch_up(row) == 0
    assert ReviewLine.objects.get().verdict == Verdict.CONFIRMED


def test_one_round_at_a_time_and_the_file_is_not_touched(cast: Cast) -> None:
    by, case = cast.viewer(cast.officer).actor, opened(cast)
    row = rounds.open_round(cast.thuong_lac, by=by, at=NOW)
    with pytest.raises(Refused):
        rounds.open_round(cast.thuong_lac, by=by, at=NOW)
    before = Case.objects.values().get(pk=case.pk)
    line = ReviewLine.objects.get()
    rounds.mark(row, [line.pk], verdict=Verdict.MOVED, reason=Reason.AWAY, by=by, at=NOW)
    assert Case.objects.values().get(pk=case.pk) == before
    for account in (cast.neighbour_officer, cast.police):
        with pytest.raises(NotHere):
            policy.get_round_for(cast.viewer(account), row.pk)


def test_no_gate_answers_a_stranger(cast: Cast) -> None:
    row, entry = declared(cast), risk.add(cast.thuong_lac, name="Bé Tư", by=cast.viewer(cast.officer).actor, at=NOW)
    for account in (cast.neighbour_officer, cast.police, cast.helper, cast.administrator):
        viewer = cast.viewer(account)
        with pytest.raises(NotHere):
            policy.get_declaration_for(viewer, row.pk)
        with pytest.raises(NotHere):
            policy.get_risk_for(viewer, entry.pk)
        with pytest.raises(NotHere):
            policy.desk_of(viewer, May.DECLARE) if account is not cast.neighbour_officer else policy.get_risk_for(
                viewer, "x"
            )


def test_a_page_read_before_the_round_closed_writes_nothing_into_it(cast: Cast, case: Case) -> None:
    row = rounds.open_round(cast.thuong_lac, by=SETTER, at=NOW)
    stale, line = ReviewRound.objects.get(), ReviewLine.objects.get()
    rounds.mark(row, [line.pk], verdict=Verdict.CONFIRMED, by=SETTER, at=NOW)
    rounds.close_round(row, by=SETTER, at=NOW)
    people.open_home_case(cast, people.register_person(cast, "Lê Văn Sáu", birth="1980"), on=date(2020, 2, 3))
    with pytest.raises(Refused) as refused:
        rounds.mark(stale, [line.pk], verdict=Verdict.MOVED, reason=Reason.AWAY, by=SETTER, at=NOW)
    assert (refused.value.code, rounds.catch_up(stale), ReviewLine.objects.count()) == ("round-closed", 0, 1)
