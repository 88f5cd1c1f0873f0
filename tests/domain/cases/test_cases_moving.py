"""Moving cases: along the table, by two officers at once, and back when it was recorded wrongly."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.db import connections

from hoanhap.foundation import vault
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import actions, duties, queries
from hoanhap.people.cases.actions import Moved, Opening
from hoanhap.people.cases.models import Case, Correction, Standing
from hoanhap.people.cases.rules import NO_DECISION, Decision, Step
from hoanhap.people.persons import actions as person_actions
from hoanhap.people.persons.rules import LostUpdate, PersonDetails
from tests import cast as casting
from tests.cast import NOW, SETTER, Cast

SIGNED = Decision(
    number="15/QĐ-UBND",
    on=date(2020, 6, 1),
    signer="Lê Văn Thành",
    term_from=date(2020, 6, 1),
    term_to=date(2021, 6, 1),
)


def moved(case: Case, verb: str, on: date, decision: Decision = NO_DECISION, version: int | None = None) -> Moved:
    return actions.move(
        case=case,
        verb=verb,
        on=on,
        decision=decision,
        signer_title="Chủ tịch UBND xã",
        by=SETTER,
        at=NOW,
        version=case.version if version is None else version,
    )


def in_rehab(open_case) -> Case:
    case = moved(open_case("addicted", date(2020, 5, 4)), "register", date(2020, 5, 25)).case
    return moved(case, "start_home", date(2020, 6, 1), SIGNED).case


def test_a_way_through_the_table(open_case) -> None:
    case = in_rehab(open_case)
    assert (case.state, case.measure, case.decision_number, case.version) == (
        "rehab_voluntary_home",
        "rehab_voluntary_home",
        "15/QĐ-UBND",
        3,
    )
    way = list(Standing.objects.order_by("number").values_list("number", "state", "came_from", "from_on", "to_on"))
    assert way == [
        (1, "addicted", "", date(2020, 5, 4), date(2020, 5, 25)),
        (2, "registered", "addicted", date(2020, 5, 25), date(2020, 6, 1)),
        (3, "rehab_voluntary_home", "registered", date(2020, 6, 1), None),
    ]
    current = Standing.objects.get(to_on=None)
    assert (current.signer_title, current.decision_signer) == ("Chủ tịch UBND xã", "Lê Văn Thành")
    assert current.article
    assert AuditEntry.objects.filter(code="case.moved").count() == 2


def test_a_forbidden_move_changes_nothing(open_case) -> None:
    case = open_case("addicted")
    with pytest.raises(Refused):
        moved(case, "complete", date(2020, 6, 1))
    case.refresh_from_db()
    assert (case.state, case.version, Standing.objects.count()) == ("addicted", 1, 1)
    assert not AuditEntry.objects.filter(code="case.moved").exists()


def test_a_move_is_signed_by_a_post(open_case) -> None:
    with pytest.raises(Refused) as refusal:
        actions.move(
            case=open_case("addicted"),
            verb="register",
            on=date(2020, 6, 1),
            signer_title=" ",
            by=SETTER,
            at=NOW,
            version=1,
        )
    assert refusal.value.code == "signer-missing"


def test_of_two_officers_the_second_loses_nothing_and_sees_both(open_case) -> None:
    case = open_case("addicted")
    mine, theirs = Case.objects.get(pk=case.pk), Case.objects.get(pk=case.pk)
    moved(theirs, "register", date(2020, 6, 1))
    with pytest.raises(LostUpdate) as refusal:
        moved(mine, "start_home", date(2020, 6, 2), replace(SIGNED, term_to=date(2021, 6, 1)))
    assert "đăng ký" in next(iter(refusal.value.theirs.values()))
    assert "gia đình" in next(iter(refusal.value.yours.values()))
    assert Case.objects.get(pk=case.pk).state == "registered"
    assert Standing.objects.count() == 2


def test_the_claim_itself_refuses_a_version_that_moved_on(open_case, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reading says nothing wrong, the other officer writes in between: the conditional update must notice."""
    from hoanhap.people.cases.actions import moving

    case = open_case("addicted")
    monkeypatch.setattr(moving, "_same_version", lambda *args, **kwargs: None)
    Case.objects.filter(pk=case.pk).update(version=7)
    with pytest.raises(LostUpdate):
        moved(case, "register", date(2020, 6, 1), version=1)
    assert Standing.objects.count() == 1


def test_closing_ends_the_case_and_its_duties(open_case) -> None:
    case = open_case()
    assert Duty.objects.filter(settled_at=None, kind=duties.FIRST_CONTACT).count() == 1
    ended = actions.close(
        case=case,
        verb="close_moved",
        on=date(2020, 6, 10),
        signer_title="Công an xã",
        by=SETTER,
        at=NOW,
        version=1,
    ).case
    assert (ended.state, ended.closed_on) == ("closed_moved", date(2020, 6, 10))
    assert not Duty.objects.filter(settled_at=None).exists()
    assert AuditEntry.objects.filter(code="case.closed").count() == 1


def test_what_does_not_end_a_case_is_no_closing(open_case) -> None:
    case = open_case("addicted")
    with pytest.raises(Refused):
        actions.close(case=case, verb="register", on=date(2020, 6, 1), signer_title="x", by=SETTER, at=NOW, version=1)
    assert Case.objects.get(pk=case.pk).state == "addicted"
    assert Standing.objects.count() == 1


def test_a_move_settles_the_duty_it_was_waiting_for(open_case) -> None:
    case = moved(open_case("addicted", date(2020, 5, 4)), "register", date(2020, 6, 10)).case
    assert Duty.objects.get(kind=duties.DECISION).settled_at is None
    moved(case, "start_home", date(2020, 6, 15), SIGNED)
    assert Duty.objects.get(kind=duties.DECISION).settled_at is not None


def test_the_daily_job_opens_the_duties_of_ending_terms_once(open_case) -> None:
    decision = replace(SIGNED, on=date(2020, 1, 6), term_from=date(2020, 1, 6), term_to=date(2020, 7, 20))
    open_case("rehab_voluntary_home", date(2020, 1, 6), decision=decision)
    of_cases = Duty.objects.filter(kind__startswith="case.")
    assert not of_cases.exists()
    for day, expected in ((20, 1), (20, 0), (30, 0)):
        opened = actions.open_term_duties(on=date(2020, 6, day), by=SETTER, at=clock.at(date(2020, 6, day)))
        assert opened == expected
    assert actions.open_term_duties(on=date(2020, 7, 5), by=SETTER, at=clock.at(date(2020, 7, 5))) == 1
    assert set(of_cases.values_list("kind", flat=True)) == {duties.TERM_30, duties.TERM_15}


def test_a_wrong_move_is_struck_out_with_its_reason(open_case, cast: Cast) -> None:
    case = in_rehab(open_case)
    wrong = moved(case, "withdraw", date(2020, 6, 10)).case
    back = actions.undo_last_move(case=wrong, reason="Ghi nhầm người", by=SETTER, at=NOW, version=wrong.version)
    for name in ("state", "measure", "regime", "decision_number", "decision_on", "term_from", "term_to", "times"):
        assert getattr(back, name) == getattr(case, name)
    assert Standing.objects.filter(case=case).count() == 3
    struck = Standing.everything.get(struck=True)
    assert struck.state == "addicted"
    correction = Correction.objects.get()
    assert (correction.number, correction.standing_id) == (1, struck.pk)
    entry = AuditEntry.objects.get(code="case.corrected")
    assert (entry.subject_id, entry.unit_path) == (str(case.pk), cast.thuong_lac.path)
    assert "nhầm" not in entry.detail
    assert vault.reveal(correction, "reason") == "Ghi nhầm người"
    again = moved(back, "withdraw", date(2020, 6, 12))
    assert again.standing.number == 5
    second = actions.undo_last_move(case=again.case, reason="Lại nhầm", by=SETTER, at=NOW, version=again.case.version)
    assert Correction.objects.filter(case=second).count() == 2


def test_undoing_an_end_opens_the_case_again_and_undoing_a_reopening_closes_it(open_case) -> None:
    case = in_rehab(open_case)
    ended = moved(case, "complete", date(2020, 6, 12)).case
    back = actions.undo_last_move(case=ended, reason="Chưa hết hạn", by=SETTER, at=NOW, version=ended.version)
    assert (back.state, back.closed_on) == ("rehab_voluntary_home", None)
    ended = moved(back, "complete", date(2020, 6, 12)).case
    reopened = moved(ended, "reopen", date(2020, 6, 13)).case
    closed = actions.undo_last_move(case=reopened, reason="Nhầm", by=SETTER, at=NOW, version=reopened.version)
    assert (closed.state, closed.closed_on) == ("completed", date(2020, 6, 12))


@pytest.mark.parametrize(
    ("reason", "code"), [("", "reason-missing"), ("  ", "reason-missing"), ("x", "first-standing")]
)
def test_a_correction_needs_a_reason_and_something_to_correct(open_case, reason: str, code: str) -> None:
    case = open_case("addicted")
    with pytest.raises(Refused) as refusal:
        actions.undo_last_move(case=case, reason=reason, by=SETTER, at=NOW, version=1)
    assert refusal.value.code == code


def test_a_correction_of_an_old_version_is_refused(open_case) -> None:
    case = in_rehab(open_case)
    with pytest.raises(LostUpdate):
        actions.undo_last_move(case=case, reason="x", by=SETTER, at=NOW, version=1)
    assert not Correction.objects.exists()


def test_the_timeline_and_the_line_of_a_case(open_case, cast: Cast) -> None:
    case = in_rehab(open_case)
    wrong = moved(case, "withdraw", date(2020, 6, 10)).case
    case = actions.undo_last_move(case=wrong, reason="Ghi nhầm người", by=SETTER, at=NOW, version=wrong.version)
    actions.record_stage(case=case, stage="detox", from_on=date(2020, 6, 1), to_on=date(2020, 6, 11), by=SETTER, at=NOW)
    events = queries.timeline(case, cast.viewer(cast.officer))
    assert [event.kind for event in events] == ["move", "move", "stage", "move", "move"]
    assert events[0].struck
    assert "Ghi nhầm người" in events[0].detail
    assert queries.timeline(case, cast.viewer(cast.police))[0].detail == "Đính chính số 1", "why is a word of the room"
    assert "15/QĐ-UBND" in events[1].detail
    steps = [(step.state, step.place, step.reached_on) for step in queries.main_line(case)]
    assert steps == [
        ("identified", "behind", None),
        ("addicted", "behind", date(2020, 5, 4)),
        ("registered", "behind", date(2020, 5, 25)),
        ("rehab_voluntary_home", "now", date(2020, 6, 1)),
        ("completed", "ahead", None),
    ]


@pytest.mark.parametrize(
    ("stage", "first", "last"),
    [
        ("no-such-stage", date(2020, 6, 1), None),
        ("detox", date(2020, 5, 1), None),
        ("detox", date(2020, 6, 17), None),
        ("detox", date(2020, 6, 1), date(2020, 6, 1)),
    ],
)
def test_stages_that_cannot_be(open_case, stage: str, first: date, last: date | None) -> None:
    case = in_rehab(open_case)
    with pytest.raises(Refused):
        actions.record_stage(case=case, stage=stage, from_on=first, to_on=last, by=SETTER, at=NOW)


def test_the_wish_is_kept_against_a_lost_update(open_case) -> None:
    case = open_case()
    actions.set_wish(case=case, wish="Học nghề điện", by=SETTER, at=NOW, version=1)
    with pytest.raises(LostUpdate) as refusal:
        actions.set_wish(case=case, wish="Chạy xe", by=SETTER, at=NOW, version=1)
    assert list(refusal.value.theirs.values()) == ["Học nghề điện"]
    assert vault.reveal(Case.objects.get(pk=case.pk), "wish") == "Học nghề điện"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_moves_at_the_same_moment_one_wins(transactional_db: None) -> None:
    unit = casting.make().thuong_lac
    person = person_actions.register(details=PersonDetails(full_name="Người"), unit=unit, by=SETTER, at=NOW)
    opening = Opening(person=person, steps=(Step(state="addicted", on=date(2020, 5, 4)),))
    case = actions.open_case(opening=opening, unit=unit, by=SETTER, at=NOW)
    outcomes: list[str] = []
    barrier = threading.Barrier(4)

    def try_move(verb: str) -> None:
        try:
            barrier.wait()
            moved(case, verb, date(2020, 6, 1))
            outcomes.append("moved")
        except LostUpdate:
            outcomes.append("lost")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=try_move, args=(verb,)) for verb in ("register", "close_moved") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["lost", "lost", "lost", "moved"]
    assert Standing.objects.filter(case=case).count() == 2
    assert Case.objects.get(pk=case.pk).version == 2


def test_an_end_is_not_undone_while_another_case_is_open(open_case) -> None:
    case = open_case()
    ended = moved(case, "close_moved", date(2020, 6, 2))
    step = Step(state="identified", on=date(2020, 6, 3))
    second = actions.open_case(opening=Opening(person=case.person, steps=(step,)), unit=case.unit, by=SETTER, at=NOW)
    with pytest.raises(Refused) as refused:
        actions.undo_last_move(case=ended.case, reason="ghi nhầm", by=SETTER, at=NOW, version=ended.case.version)
    assert refused.value.code == "case-open"
    assert second.code in refused.value.message
    assert Case.objects.get(pk=case.pk).closed_on == date(2020, 6, 2)


def test_a_case_is_not_opened_again_while_another_is_open(open_case) -> None:
    case = open_case()
    ended = moved(case, "close_moved", date(2020, 6, 2)).case
    step = Step(state="identified", on=date(2020, 6, 3))
    second = actions.open_case(opening=Opening(person=case.person, steps=(step,)), unit=case.unit, by=SETTER, at=NOW)
    with pytest.raises(Refused) as refused:
        moved(ended, "reopen", date(2020, 6, 4))
    assert refused.value.code == "case-open"
    assert second.code in refused.value.message
    assert Standing.objects.filter(case=case).count() == 2
    moved(second, "close_moved", date(2020, 6, 4))
    assert moved(ended, "reopen", date(2020, 6, 5)).case.closed_on is None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_old_case_and_a_new_one_opened_at_one_moment_are_one(open_case) -> None:
    case = open_case()
    ended = moved(case, "close_moved", date(2020, 6, 2)).case
    opening = Opening(person=case.person, steps=(Step(state="identified", on=date(2020, 6, 3)),))
    outcomes: list[str] = []

    def attempt(work) -> None:
        try:
            barrier.wait()
            work()
            outcomes.append("opened")
        except Refused as refusal:
            outcomes.append(refusal.code)
        finally:
            connections.close_all()

    works = [
        lambda: moved(ended, "reopen", date(2020, 6, 3)),
        lambda: actions.open_case(opening=opening, unit=case.unit, by=SETTER, at=NOW),
    ]
    barrier = threading.Barrier(len(works))
    threads = [threading.Thread(target=attempt, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["case-open", "opened"]
    assert Case.objects.filter(person=case.person, closed_on=None).count() == 1


def test_a_struck_move_still_stands_behind_the_figure_it_was_counted_in(open_case, cast: Cast) -> None:
    case = moved(open_case("addicted", date(2020, 5, 4)), "register", date(2020, 5, 25)).case
    counted = [Standing.objects.get(case=case, state="registered").pk]
    actions.undo_last_move(case=case, reason="ghi nhầm", by=SETTER, at=NOW, version=case.version)
    (row,) = queries.rows_behind(cast.viewer(cast.officer), "case_standing", counted, at=NOW)
    assert (row.state, row.case_id) == ("registered", case.pk)
    assert queries.rows_behind(cast.viewer(cast.stranger_officer), "case_standing", counted, at=NOW) == []
