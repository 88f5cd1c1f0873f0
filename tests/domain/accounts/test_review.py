"""Rights that nobody confirms end; somebody else confirms or ends each; leavers are out."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoanhap.foundation.access import attestation
from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.accounts import attesting, keeping, policy, queries
from hoanhap.foundation.accounts.models import Invitation
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from tests.cast import NOW, SETTER, TODAY, Cast

LAST = date(2020, 9, 30)  # the end of the next quarter after 16/06/2020


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (date(2020, 1, 1), date(2020, 6, 30)),
        (date(2020, 6, 30), date(2020, 9, 30)),
        (date(2020, 7, 1), date(2020, 12, 31)),
        (date(2020, 10, 1), date(2021, 3, 31)),
        (date(2020, 12, 31), date(2021, 3, 31)),
    ],
)
def test_a_confirmation_holds_to_the_end_of_the_next_quarter(day: date, until: date) -> None:
    assert attestation.end_of_next_quarter(day) == until


def test_a_right_nobody_confirmed_ends_after_fifteen_days(cast: Cast) -> None:
    assert cast.viewer(cast.officer, LAST + timedelta(days=15)).seats
    assert not cast.viewer(cast.officer, LAST + timedelta(days=16)).seats


def test_control_without_the_rule_it_would_go_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db.models import Q

    monkeypatch.setattr(attestation, "attested_q", lambda day: Q())
    assert cast.viewer(cast.officer, LAST + timedelta(days=400)).seats


def test_it_costs_no_query(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        viewers.of(cast.officer, TODAY)
    assert len(seen) == 1


def test_the_leader_keeps_or_ends_each_but_never_his_own(cast: Cast) -> None:
    day = date(2020, 9, 20)
    leader = cast.viewer(cast.leader, day)
    due = {row.account_id: row for row in attesting.to_attest(leader)}
    assert cast.leader.pk not in due
    assert cast.neighbour_officer.pk not in due
    assert {cast.officer.pk, cast.police.pk, cast.helper.pk} <= set(due)
    own = Posting.objects.get(account=cast.leader)
    foreign = Posting.objects.get(account=cast.neighbour_officer)
    keep = [due[cast.officer.pk].pk, own.pk, foreign.pk]
    kept, ended = attesting.answer(keep=keep, end=[due[cast.police.pk].pk], by=leader, at=clock.at(day, 9))
    assert (kept, ended) == (1, 1)
    assert cast.viewer(cast.officer, date(2020, 12, 31)).seats
    assert not cast.viewer(cast.police, day).seats
    own.refresh_from_db()
    foreign.refresh_from_db()
    assert own.attested_until == foreign.attested_until == LAST


def test_an_officer_reviews_nothing(cast: Cast) -> None:
    assert not attesting.to_attest(cast.viewer(cast.officer, LAST)).exists()


def test_what_lapsed_is_confirmed_again_and_counts_again(cast: Cast) -> None:
    day = date(2020, 11, 2)
    Posting.objects.filter(account=cast.leader).update(attested_until=date(2020, 12, 31))
    assert not cast.viewer(cast.officer, day).seats
    posting = Posting.objects.get(account=cast.officer)
    attesting.answer(keep=[posting.pk], end=[], by=cast.viewer(cast.leader, day), at=clock.at(day, 9))
    assert cast.viewer(cast.officer, day).seats


def test_a_posting_that_ends_by_itself_is_not_asked_for(cast: Cast) -> None:
    Posting.objects.filter(account=cast.officer).update(valid_to=LAST)
    assert cast.officer.pk not in {row.account_id for row in attesting.to_attest(cast.viewer(cast.leader, LAST))}


def test_the_unit_is_reminded_fifteen_days_before_and_no_earlier(cast: Cast) -> None:
    assert not attesting.remind(by=SETTER, at=clock.at(LAST - timedelta(days=16), 1))
    at = clock.at(LAST - timedelta(days=15), 1)
    attesting.remind(by=SETTER, at=at)
    assert not attesting.remind(by=SETTER, at=at)
    duty = Duty.objects.get(kind="access.review", unit=cast.thuong_lac)
    assert (duty.holder_role, clock.local_day(duty.due_at)) == ("commune_leader", LAST)
    alone = Duty.objects.get(kind="access.review", unit=cast.long_khanh_a)
    assert alone.holder_role == "administrator"


def test_the_duty_is_done_when_all_of_the_unit_are_answered(cast: Cast) -> None:
    at = clock.at(LAST - timedelta(days=10), 9)
    attesting.remind(by=SETTER, at=at)
    leader = cast.viewer(cast.leader, clock.local_day(at))
    attesting.answer(keep=[row.pk for row in attesting.to_attest(leader)], end=[], by=leader, at=at)
    assert Duty.objects.get(kind="access.review", unit=cast.thuong_lac).settled_at is None  # his own is left
    above = cast.viewer(cast.district_leader, clock.local_day(at))
    attesting.answer(keep=[row.pk for row in attesting.to_attest(above)], end=[], by=above, at=at)
    assert Duty.objects.get(kind="access.review", unit=cast.thuong_lac).settled_at is not None


# --- leavers ------------------------------------------------------------------------------------------------------


def test_switched_off_has_no_seat_and_no_link(cast: Cast) -> None:
    keeper = cast.viewer(cast.administrator)
    Invitation.objects.create(
        account=cast.officer, digest=b"x" * 32, made_by=cast.administrator, made_at=NOW, expires_at=NOW + timedelta(7)
    )
    keeping.switch_off(cast.officer, by=keeper, at=NOW)
    assert not cast.viewer(Account.objects.get(pk=cast.officer.pk)).seats
    assert Invitation.objects.get().voided_at
    keeping.switch_on(cast.officer, by=keeper, at=NOW)
    assert cast.viewer(Account.objects.get(pk=cast.officer.pk)).seats


def test_nobody_touches_his_own(cast: Cast) -> None:
    keeper = cast.viewer(cast.administrator)
    own = Posting.objects.get(account=cast.administrator)
    with pytest.raises(Refused, match="quyền của mình"):
        keeping.switch_off(cast.administrator, by=keeper, at=NOW)
    with pytest.raises(Refused, match="quyền của mình"):
        keeping.end_posting(own, on=TODAY, by=keeper, at=NOW)


def test_a_posting_ends_today_and_never_backwards(cast: Cast) -> None:
    keeper, posting = cast.viewer(cast.administrator), Posting.objects.get(account=cast.officer)
    with pytest.raises(Refused, match="ghi lùi"):
        keeping.end_posting(posting, on=TODAY - timedelta(days=1), by=keeper, at=NOW)
    keeping.end_posting(posting, on=TODAY, by=keeper, at=NOW)
    assert not cast.viewer(cast.officer).seats
    with pytest.raises(Refused, match="đã kết thúc"):
        keeping.end_posting(posting, on=TODAY, by=keeper, at=NOW)


def test_an_account_that_works_elsewhere_too_is_not_switched_off_here(cast: Cast) -> None:
    from hoanhap.foundation.access import actions as access
    from hoanhap.foundation.access.roles import Role

    access.post(cast.officer, role=Role.FINANCE, place=cast.vinh_xuong, valid_from=TODAY, by=SETTER, at=NOW)
    with pytest.raises(Refused, match="ngoài địa bàn"):
        keeping.switch_off(cast.officer, by=cast.viewer(cast.administrator), at=NOW)


def test_the_keeper_finds_his_own_part_alone(cast: Cast) -> None:
    keeper = cast.viewer(cast.administrator)
    assert cast.stranger_officer not in queries.found(keeper)
    assert list(queries.found(keeper, words="tran thi mai")) == [cast.officer]
    assert not queries.found(cast.viewer(cast.leader)).exists()
    for gate in (policy.get_account_for, queries.one):
        with pytest.raises(NotHere):
            gate(keeper, cast.stranger_officer.pk)


def test_of_an_account_that_works_elsewhere_too_the_keeper_sees_his_part(cast: Cast) -> None:
    from hoanhap.foundation.access import actions as access
    from hoanhap.foundation.access.roles import Role

    access.post(cast.officer, role=Role.FINANCE, place=cast.vinh_xuong, valid_from=TODAY, by=SETTER, at=NOW)
    keeper = cast.viewer(cast.administrator)
    assert [posting.place for posting in queries.one(keeper, cast.officer.pk).postings] == [cast.thuong_lac]
    assert [posting.place for posting in queries.postings_of(keeper, cast.officer)] == [cast.thuong_lac]


def test_states_of_accounts(cast: Cast) -> None:
    keeper = cast.viewer(cast.administrator)
    assert queries.one(keeper, cast.officer.pk).state == queries.INVITED
    assert queries.one(keeper, cast.former_officer.pk).state == queries.LEFT
    Account.objects.filter(pk=cast.police.pk).update(is_active=False)
    assert queries.one(keeper, cast.police.pk).state == queries.OFF
    assert cast.officer in queries.found(keeper, state="invited")
    assert list(queries.found(keeper, state="off")) == [cast.police]
    assert list(queries.found(keeper, state="left")) == [cast.former_officer]


def test_the_operator_brings_back_who_lapsed(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    from hoanhap.foundation.access import command

    Posting.objects.filter(account=cast.administrator).update(attested_until=TODAY - timedelta(days=16))
    assert not cast.viewer(cast.administrator).seats
    command.main(["attest", "quan-tri"])
    assert cast.viewer(cast.administrator).seats
    assert AuditEntry.objects.filter(code="access.posting_attested", account_id="command").count() == 1
