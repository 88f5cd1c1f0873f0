"""Break-glass: one file, one account, thirty minutes, a reason, a review by somebody else; with controls."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role, allowed_to
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.break_glass import actions, policy, queries, rules
from hoanhap.foundation.break_glass.models import Opening, Tries
from hoanhap.foundation.break_glass.policy import BreakGlassPermission
from hoanhap.foundation.break_glass.queries import Hold
from hoanhap.foundation.break_glass.rules import Category, Verdict
from hoanhap.foundation.notices import queries as notices
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import actions as case_actions
from hoanhap.people.cases import emergency
from hoanhap.people.cases import policy as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import policy as persons
from tests import cast as stage
from tests import people
from tests.cast import NOW, TODAY, Cast

NUMBER = "087092001234"
WHY = "Gặp tai nạn giao thông, cần biết người thân để báo tin ngay"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def cast(db: None) -> Cast:
    return stage.make()


@pytest.fixture
def case(cast: Cast) -> Case:
    """A file of xã Thường Lạc; the commune beside it is xã Long Khánh A."""
    person = people.register_person(cast, "Nguyễn Văn Đào", id_number=NUMBER, phone="0912345678")
    return people.open_home_case(cast, person)


def opened(cast: Cast, case: Case, *, by: Account | None = None, at: Any = NOW, **changed: Any) -> Opening:
    typed = {"category": Category.LIFE, "reason": WHY} | changed
    viewer = cast.viewer(by or cast.neighbour_officer)
    return actions.open_file(subject_id=case.pk, label=case.code, unit=case.unit, by=viewer, at=at, **typed)


def refused(code: str) -> Any:
    return pytest.raises(Refused, check=lambda error: error.code == code)


# --- finding it ---------------------------------------------------------------------------------------------------


def test_only_the_exact_number_or_code_finds_it_and_only_beside_or_within(cast: Cast, case: Case) -> None:
    near, far = cast.viewer(cast.neighbour_officer), cast.viewer(cast.stranger_officer)
    spaced = f"{NUMBER[:3]} {NUMBER[3:]}"
    for text in (NUMBER, spaced, case.code, case.code.lower()):
        assert emergency.exactly(near, text) == case
        assert emergency.exactly(near, text, unit_path=cast.thuong_lac.path) == case
        assert emergency.exactly(near, text, unit_path=cast.phu_thuan_b.path) is None
        assert emergency.exactly(far, text) is None
    for text in (NUMBER[:-1], NUMBER[:-1] + "5", "Nguyễn Văn Đào", "Đào", case.code[:-1], "%", ""):
        assert emergency.exactly(near, text) is None


def test_two_files_of_one_code_are_neither(cast: Cast, case: Case) -> None:
    other = people.open_home_case(cast, people.register_person(cast, "Lê Văn Bình", unit=cast.phu_thuan_b))
    Case.objects.filter(pk=other.pk).update(code=case.code)
    near = cast.viewer(cast.neighbour_officer)
    assert emergency.exactly(near, case.code) is None
    assert emergency.exactly(near, case.code, unit_path=cast.thuong_lac.path) == case


def test_what_was_put_away_does_not_open(cast: Cast, case: Case) -> None:
    opening = opened(cast, case)
    case.refresh_from_db()
    case_actions.close(
        case=case, verb="close_moved", on=TODAY, signer_title="x", by=stage.SETTER, at=NOW, version=case.version
    )
    assert emergency.exactly(cast.viewer(cast.neighbour_officer), NUMBER) == case
    Case.objects.filter(pk=case.pk).update(sealed_at=NOW)
    assert emergency.exactly(cast.viewer(cast.neighbour_officer), NUMBER) is None
    with pytest.raises(NotHere):
        emergency.get_opened_for(cast.viewer(cast.neighbour_officer), opening.pk, NOW)


def test_unknown_and_out_of_reach_take_the_same_queries(cast: Cast, case: Case) -> None:
    """The portal never confirms that somebody is known: the same SQL but for what was typed, the same answer."""
    far = cast.viewer(cast.stranger_officer)
    asked = []
    for text in (NUMBER, "087092009999"):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert emergency.exactly(far, text) is None
        asked.append([query["sql"].split("id_index")[0] for query in seen.captured_queries])
    assert asked[0] == asked[1]
    assert len(asked[0]) == 1
    with refused("glass-not-found"):
        opened(cast, case, by=cast.stranger_officer)


# --- who, how often, why ------------------------------------------------------------------------------------------


def test_officers_police_and_stations_may_open_and_nobody_else() -> None:
    may = {role for role in Role if BreakGlassPermission.OPEN in allowed_to(role)}
    assert may == {Role.COMMUNE_OFFICER, Role.COMMUNE_POLICE, Role.POLICE_CHIEF, Role.HEALTH_STATION}
    judges = {role for role in Role if BreakGlassPermission.REVIEW in allowed_to(role)}
    assert judges == {Role.COMMUNE_LEADER, Role.COMMUNE_DEPUTY}


def test_others_are_told_nothing(cast: Cast, case: Case) -> None:
    for account in (cast.leader, cast.helper, cast.district_merger, cast.administrator, cast.inspector):
        with pytest.raises(NotHere):
            actions.spend_try(by=cast.viewer(account), at=NOW)
        with pytest.raises(NotHere):
            opened(cast, case, by=account)
        assert emergency.exactly(cast.viewer(account), NUMBER) is None


def test_five_tries_a_day_found_or_not(cast: Cast) -> None:
    near = cast.viewer(cast.neighbour_officer)
    for _try in range(rules.TRIES_A_DAY):
        actions.spend_try(by=near, at=NOW)
    with refused("glass-tries"):
        actions.spend_try(by=near, at=NOW + HOUR)
    assert queries.tries_left(near.account_id, NOW) == 0
    actions.spend_try(by=near, at=NOW + timedelta(days=1))
    assert AuditEntry.objects.filter(code="glass.tried").count() == rules.TRIES_A_DAY + 1


def test_the_database_too_counts_no_sixth_try(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Tries.objects.create(account=cast.officer, on=TODAY, made=rules.TRIES_A_DAY + 1)


@pytest.mark.parametrize(
    ("category", "reason", "code"),
    [
        (Category.LIFE, "cần", "glass-reason"),
        (Category.LIFE, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "glass-reason"),
        (Category.LIFE, "cần cần cần cần cần cần cần cần", "glass-reason"),
        (Category.OTHER, "Cần xem hồ sơ để làm việc", "glass-reason"),
        (Category.LEGAL_ORDER, "Tòa án nhân dân huyện yêu cầu cung cấp", "glass-order"),
    ],
)
def test_a_reason_that_says_nothing_opens_nothing(
    cast: Cast, case: Case, category: Category, reason: str, code: str
) -> None:
    with refused(code):
        opened(cast, case, category=category, reason=reason)
    assert Opening.objects.count() == 0


def test_it_is_signed_with_the_post_that_opens_not_with_another_of_the_same_account(cast: Cast, case: Case) -> None:
    own = cast.neighbour_officer.postings.get()
    access.post(
        cast.neighbour_officer,
        role=Role.FINANCE,
        place=cast.phu_thuan_b,
        valid_from=own.valid_from - timedelta(days=1),
        by=stage.SETTER,
        at=NOW,
    )
    assert cast.viewer(cast.neighbour_officer).title == "cán bộ tài chính"
    opening = opened(cast, case)
    assert (opening.title, opening.home) == ("cán bộ Tổ công tác", "xã Long Khánh A")


# --- what it opens ------------------------------------------------------------------------------------------------


def test_one_file_for_thirty_minutes_for_this_account_alone(cast: Cast, case: Case) -> None:
    near, opening = cast.viewer(cast.neighbour_officer), opened(cast, case)
    for at in (NOW, NOW + 29 * MINUTE):
        assert emergency.get_opened_for(near, opening.pk, at) == (opening, case)
    for at in (NOW + 30 * MINUTE, NOW + HOUR, NOW - MINUTE):
        with pytest.raises(NotHere):
            emergency.get_opened_for(near, opening.pk, at)
    for account in (cast.neighbour_police, cast.police, cast.stranger_officer, cast.leader, cast.administrator):
        with pytest.raises(NotHere):
            emergency.get_opened_for(cast.viewer(account), opening.pk, NOW)


def test_it_opens_no_list_no_search_no_other_gate(cast: Cast, case: Case) -> None:
    near = cast.viewer(cast.neighbour_officer)
    opened(cast, case)
    assert not cases.visible_to(near).exists()
    assert not cases.counted_by(near).exists()
    assert not persons.visible_to(near).exists()
    for gate in (cases.get_case_for, cases.get_police_room_for):
        with pytest.raises(NotHere):
            gate(near, case.pk)


def test_it_ends_with_the_post_and_when_he_says_so(cast: Cast, case: Case) -> None:
    near, opening = cast.viewer(cast.neighbour_officer), opened(cast, case)
    assert list(queries.mine(near)) == [opening]
    access.end_posting(cast.neighbour_officer.postings.get(), on=TODAY, by=stage.SETTER, at=NOW)
    assert not queries.mine(cast.viewer(cast.neighbour_officer)).exists()
    with pytest.raises(NotHere):
        emergency.get_opened_for(cast.viewer(cast.neighbour_officer), opening.pk, NOW)
    actions.close(opening, by=near, at=NOW + MINUTE)
    opening.refresh_from_db()
    with pytest.raises(NotHere):
        emergency.get_opened_for(near, opening.pk, NOW + 2 * MINUTE)
    with pytest.raises(NotHere):
        actions.close(opening, by=cast.viewer(cast.police), at=NOW)


# --- the review ---------------------------------------------------------------------------------------------------

FINE = "Đã gọi bệnh viện huyện, đúng có tai nạn"


def test_the_chair_is_told_at_once_and_has_72_hours(cast: Cast, case: Case) -> None:
    opened(cast, case)
    (line,) = notices.lines(cast.viewer(cast.leader), NOW)
    assert (line.kind.code, line.duty.due_at) == ("break_glass.review", NOW + timedelta(hours=72))
    assert case.code in line.title
    assert "Võ Minh Tâm" in line.detail
    assert "Đào" not in line.title + line.detail
    assert [one.kind.code for one in notices.lines(cast.viewer(cast.deputy), NOW)] == ["break_glass.review"]


def test_somebody_else_judges_once(cast: Cast, case: Case) -> None:
    opening, leader = opened(cast, case), cast.viewer(cast.leader)
    with refused("glass-note"):
        actions.judge(opening, verdict=Verdict.JUSTIFIED, note="ừ", by=leader, at=NOW)
    actions.judge(opening, verdict=Verdict.JUSTIFIED, note=FINE, by=leader, at=NOW)
    assert queries.words_of([opening])[opening.pk].review_note == FINE
    assert notices.lines(leader, NOW) == []
    with refused("glass-judged"):
        actions.judge(opening, verdict=Verdict.NOT_JUSTIFIED, note=FINE, by=cast.viewer(cast.deputy), at=NOW)


def test_an_opening_is_named_to_those_alone_who_judge_it(cast: Cast, case: Case) -> None:
    opening = str(opened(cast, case).pk)
    assert set(queries.duty_lines(cast.viewer(cast.leader), [opening])) == {opening}
    for account in (cast.neighbour_officer, cast.officer, cast.district_leader, cast.administrator):
        assert not queries.duty_lines(cast.viewer(account), [opening])


def test_nobody_judges_what_he_opened(cast: Cast, case: Case) -> None:
    """Also not under a second post: the chair of the commune who is an officer of the one beside it."""
    access.post(
        cast.neighbour_officer,
        role=Role.COMMUNE_LEADER,
        place=cast.thuong_lac,
        valid_from=TODAY,
        by=stage.SETTER,
        at=NOW,
    )
    opening, himself = opened(cast, case), cast.viewer(cast.neighbour_officer)
    with pytest.raises(NotHere):
        policy.get_to_judge(himself, opening.pk)
    with pytest.raises(NotHere):
        actions.judge(opening, verdict=Verdict.JUSTIFIED, note=FINE, by=himself, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.filter(pk=opening.pk).update(
            verdict="justified", reviewed_by=cast.neighbour_officer, reviewed_at=NOW
        )


def test_only_the_leaders_of_the_file_s_commune_judge(cast: Cast, case: Case) -> None:
    opening = opened(cast, case)
    for account in (cast.officer, cast.police, cast.district_leader, cast.administrator, cast.stranger_officer):
        with pytest.raises(NotHere):
            policy.get_to_judge(cast.viewer(account), opening.pk)
        with pytest.raises(NotHere):
            actions.judge(opening, verdict=Verdict.JUSTIFIED, note=FINE, by=cast.viewer(account), at=NOW)


def test_an_overdue_review_suspends_the_right_until_it_is_made(cast: Cast, case: Case) -> None:
    near, opening = cast.viewer(cast.neighbour_officer), opened(cast, case)
    late = NOW + timedelta(hours=72)
    assert queries.hold_on(near.account_id, late - MINUTE) is Hold.NONE
    assert queries.hold_on(near.account_id, late) is Hold.OVERDUE
    with refused("glass-overdue"):
        actions.spend_try(by=near, at=late)
    with refused("glass-overdue"):
        opened(cast, case, at=late)
    opened(cast, case, by=cast.neighbour_police, at=late)  # another's right is not touched
    actions.judge(opening, verdict=Verdict.JUSTIFIED, note=FINE, by=cast.viewer(cast.leader), at=late)
    actions.spend_try(by=near, at=late)


def test_not_justified_suspends_until_a_leader_lifts_it(cast: Cast, case: Case) -> None:
    near, leader = cast.viewer(cast.neighbour_officer), cast.viewer(cast.leader)
    opening = opened(cast, case)
    actions.judge(opening, verdict=Verdict.NOT_JUSTIFIED, note="Không có tai nạn nào như đã ghi", by=leader, at=NOW)
    with refused("glass-not-justified"):
        actions.spend_try(by=near, at=NOW + timedelta(days=30))
    with pytest.raises(NotHere):
        actions.lift(opening, note=FINE, by=near, at=NOW)
    actions.lift(opening, note="Đã làm việc với xã, có hiểu nhầm", by=leader, at=NOW)
    actions.spend_try(by=near, at=NOW)
    assert queries.words_of([opening])[opening.pk].lift_note == "Đã làm việc với xã, có hiểu nhầm"
    with refused("glass-nothing-to-lift"):
        actions.lift(opening, note=FINE, by=leader, at=NOW)


def test_follow_up_comes_back_within_72_hours_and_suspends_nobody(cast: Cast, case: Case) -> None:
    leader, opening = cast.viewer(cast.leader), opened(cast, case)
    actions.judge(opening, verdict=Verdict.FOLLOW_UP, note="Chờ bệnh viện trả lời bằng giấy", by=leader, at=NOW + HOUR)
    (line,) = notices.lines(leader, NOW + HOUR)
    assert line.duty.due_at == NOW + HOUR + timedelta(hours=72)
    assert queries.hold_on(opening.account_id, NOW + timedelta(days=9)) is Hold.NONE
    actions.judge(opening, verdict=Verdict.JUSTIFIED, note=FINE, by=leader, at=NOW + 2 * HOUR)
    assert notices.lines(leader, NOW + 2 * HOUR) == []


def test_every_step_is_logged_with_the_opening_and_nothing_lies_in_plain(cast: Cast, case: Case) -> None:
    opening = opened(cast, case)
    actions.log_look("glass.viewed", opening, by=cast.viewer(cast.neighbour_officer), at=NOW)
    actions.judge(opening, verdict=Verdict.JUSTIFIED, note=FINE, by=cast.viewer(cast.leader), at=NOW)
    entries = AuditEntry.objects.filter(code__startswith="glass.", subject_id=str(case.pk)).order_by("id")
    assert [entry.code for entry in entries] == ["glass.opened", "glass.viewed", "glass.judged"]
    assert all(str(opening.pk) in entry.detail for entry in entries)
    stored = repr(Opening.objects.values_list().get(pk=opening.pk)) + repr(list(entries.values()))
    for word in ("tai nạn", "bệnh viện", "Đào", NUMBER):
        assert word not in stored


# --- known-bad controls -------------------------------------------------------------------------------------------


def test_without_the_end_an_opening_would_last(cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    near, opening = cast.viewer(cast.neighbour_officer), opened(cast, case)
    monkeypatch.setattr(policy, "living", lambda viewer, at: Opening.objects.filter(account=viewer.account_id))
    assert emergency.get_opened_for(near, opening.pk, NOW + timedelta(days=1))[1] == case


def test_without_the_account_anybody_s_opening_would_serve(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = opened(cast, case)
    monkeypatch.setattr(policy, "living", lambda viewer, at: Opening.objects.filter(ends_at__gt=at))
    assert emergency.get_opened_for(cast.viewer(cast.administrator), opening.pk, NOW)[1] == case


def test_without_the_hold_nobody_would_be_suspended(cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(cast, case)
    monkeypatch.setattr(queries, "hold_on", lambda account_id, at: Hold.NONE)
    actions.spend_try(by=cast.viewer(cast.neighbour_officer), at=NOW + timedelta(days=9))


def test_without_the_reach_a_stranger_would_be_answered(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "reach", lambda viewer: ("/",))
    assert emergency.exactly(cast.viewer(cast.stranger_officer), NUMBER) == case
