"""The health room: an accepted, living referral opens it to one station or centre; nothing else opens it to anybody."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from hoanhap.foundation import vault
from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role, allowed_to
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.notices.queries import lines
from hoanhap.kernel import ids
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.ops import daily
from hoanhap.people.care import health_room, policy
from hoanhap.people.care import health_room_actions as actions
from hoanhap.people.care import health_room_duties as duties
from hoanhap.people.care.health_room_actions import ReferralDetails
from hoanhap.people.care.health_room_models import (
    DeclineReason,
    HealthKind,
    HealthRecord,
    HealthRecordVersion,
    Referral,
    ReferralPurpose,
)
from hoanhap.people.care.policy import HealthPermission as May
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import PolicePermission
from hoanhap.people.persons import policy as person_policy
from hoanhap.people.persons.rules import LostUpdate
from tests import people
from tests.cast import NOW, SETTER, TODAY, Cast

NOTE = "Đau dạ dày, đã cấp thuốc bảy ngày"


@pytest.fixture
def case(cast: Cast) -> Case:
    person = people.register_person(cast, "Nguyễn Văn Đào", id_number="000099994821", phone="0912000111")
    return people.open_home_case(cast, person)


def in_room(cast: Cast, account: Account, case: Case, *, to: May = May.READ, on: date = TODAY) -> bool:
    try:
        return policy.get_room_for(cast.viewer(account, on), case.pk, to=to).case_id == case.pk
    except NotHere:
        return False


def knows_person(cast: Cast, account: Account, case: Case, on: date = TODAY) -> bool:
    return person_policy.visible_to(cast.viewer(account, on)).filter(pk=case.person_id).exists()


# --- who comes in -------------------------------------------------------------------------------------------------


def test_nobody_of_the_whole_cast_comes_in_but_the_station_that_accepted(cast: Cast, case: Case) -> None:
    everybody = cast.everybody()
    room = people.refer(cast, case, cast.health_station)
    people.write_health(cast, room, cast.health_station, NOTE)
    assert {name for name, account in everybody.items() if in_room(cast, account, case)} == {"health_station"}
    assert {name for name, account in everybody.items() if in_room(cast, account, case, to=May.WRITE)} == {
        "health_station"
    }
    knowing = {name for name, account in everybody.items() if knows_person(cast, account, case)}
    assert knowing == {"officer", "leader", "deputy", "police", "police_chief", "inspector", "health_station"}


def test_before_somebody_accepts_the_station_knows_nobody(cast: Cast, case: Case) -> None:
    sent = people.refer(cast, case, cast.health_station, accepted=False)
    viewer = cast.viewer(cast.health_station)
    assert not in_room(cast, cast.health_station, case)
    assert not knows_person(cast, cast.health_station, case)
    assert health_room.in_care(viewer, at=NOW) == []
    (duty,) = lines(viewer, NOW)
    assert duty.title == f"Trả lời giấy giới thiệu {sent.number} · xã Thường Lạc"
    assert "Đào" not in duty.title + duty.detail
    actions.accept(sent, by=viewer.actor, name="Huỳnh Thị Lụa", at=NOW)
    assert in_room(cast, cast.health_station, case)
    assert knows_person(cast, cast.health_station, case)
    assert [row.name for row in health_room.in_care(viewer, at=NOW)] == ["Nguyễn Văn Đào"]


@pytest.mark.parametrize(
    ("on", "open_"),
    [
        (TODAY - timedelta(days=1), False),
        (TODAY, True),
        (TODAY + timedelta(days=89), True),
        (TODAY + timedelta(90), False),
    ],
)
def test_the_room_is_open_from_to(cast: Cast, case: Case, on: date, open_: bool) -> None:
    people.refer(cast, case, cast.health_station, days=90)
    assert in_room(cast, cast.health_station, case, on=on) is open_
    assert knows_person(cast, cast.health_station, case, on) is open_


@pytest.mark.parametrize("how", ["the station ends it", "the commune ends it", "the file is closed", "put away"])
def test_it_shuts_at_once(cast: Cast, case: Case, how: str) -> None:
    room = people.refer(cast, case, cast.health_station)
    record = people.write_health(cast, room, cast.health_station, NOTE)
    if how == "the file is closed":
        case.refresh_from_db()
        Case.objects.filter(pk=case.pk).update(state="closed_deceased", closed_on=TODAY)
    elif how == "put away":
        Case.objects.filter(pk=case.pk).update(state="closed_deceased", closed_on=TODAY, sealed_at=NOW)
    else:
        by = cast.health_station if how == "the station ends it" else cast.officer
        actions.end(room, by=cast.viewer(by).actor, at=NOW)
    viewer = cast.viewer(cast.health_station)
    assert not in_room(cast, cast.health_station, case)
    assert not knows_person(cast, cast.health_station, case)
    with pytest.raises(NotHere):
        policy.get_record_for(viewer, record.pk)
    assert list(policy.records_for(viewer, room)) == []


def test_a_closed_file_ends_its_referrals_and_their_duties(cast: Cast, case: Case) -> None:
    waiting = people.refer(cast, case, cast.health_station, accepted=False)
    living = people.refer(cast, case, cast.centre)
    case.refresh_from_db()
    Case.objects.filter(pk=case.pk).update(state="closed_deceased", closed_on=TODAY)
    case.refresh_from_db()
    from hoanhap.people.care import following

    following.follow([case], SETTER, NOW)
    assert [Referral.objects.get(pk=one.pk).state for one in (waiting, living)] == ["withdrawn", "ended"]
    assert not Duty.objects.filter(kind=duties.ANSWER.code, settled_at=None).exists()


def test_another_station_and_another_agency_at_the_same_place_stay_outside(cast: Cast, case: Case) -> None:
    people.refer(cast, case, cast.health_station)
    assert not in_room(cast, cast.neighbour_station, case)
    assert not in_room(cast, cast.centre, case)
    Referral.objects.update(agency=cast.neighbour_station.postings.get().agency)
    # Even with its own name on it: the place of the post does not reach this commune.
    assert not in_room(cast, cast.neighbour_station, case)


def test_with_the_post_the_room_is_gone(cast: Cast, case: Case) -> None:
    people.refer(cast, case, cast.health_station)
    access.end_posting(cast.health_station.postings.get(), on=TODAY, by=SETTER, at=NOW)
    assert not in_room(cast, cast.health_station, case)


@pytest.mark.parametrize(
    ("name", "weaker"),
    [
        ("hoanhap.people.care.policy.referred_to", lambda viewer, to: viewer.scope_q(to)),
        (
            "hoanhap.people.care.policy.living",
            lambda viewer, to: Referral.objects.filter(policy.referred_to(viewer, to)),
        ),
    ],
)
def test_a_weaker_relation_is_noticed(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch, name: str, weaker: Callable[..., object]
) -> None:
    """Known-bad: whoever sits in the place, or whoever was once asked, comes in."""
    people.refer(cast, case, cast.health_station, accepted=False)
    outside = {"health_station": cast.health_station, "centre": cast.centre}
    assert not any(in_room(cast, account, case) for account in outside.values())
    Referral.objects.filter(agency=cast.health_station.postings.get().agency).update(
        **({} if name.endswith("living") else {"state": "accepted", "answered_at": NOW, "answered_name": "x"})
    )
    monkeypatch.setattr(name, weaker)
    assert any(in_room(cast, account, case) for account in outside.values())


# --- each room apart ----------------------------------------------------------------------------------------------


def test_no_role_holds_two_rooms() -> None:
    for role in Role:
        held = allowed_to(role)
        inside = {May.READ, May.WRITE, May.ACCEPT} & held
        assert not (inside and set(PolicePermission) & held), role
        assert not (inside and case_policy.CasePermission.READ in held), role
        assert not (inside and case_policy.CasePermission.READ_SOCIAL in held), role
    assert {role for role in Role if May.READ in allowed_to(role)} == {Role.HEALTH_STATION, Role.REHAB_CENTRE}
    assert {role for role in Role if May.REFER in allowed_to(role)} == {
        Role.COMMUNE_OFFICER,
        Role.COMMUNE_LEADER,
        Role.COMMUNE_DEPUTY,
    }


def test_the_station_sees_neither_file_nor_police_room_nor_contacts(cast: Cast, case: Case) -> None:
    people.log_contact(cast, case, on=date(2020, 5, 14))
    people.refer(cast, case, cast.health_station)
    viewer = cast.viewer(cast.health_station)
    assert not case_policy.visible_to(viewer).exists()
    assert not policy.visible_to(viewer).exists()
    for gate in (case_policy.get_case_for, case_policy.get_police_room_for):
        with pytest.raises(NotHere):
            gate(viewer, case.pk)
    assert person_policy.may_reveal(viewer, case.person, "phone")
    for field in ("id_number", "birth_date", "permanent_address", "current_address", "relative"):
        with pytest.raises(NotHere):
            person_policy.get_person_to_reveal(viewer, case.person_id, field)


def test_the_commune_sees_that_it_was_accepted_and_nothing_inside(cast: Cast, case: Case) -> None:
    room = people.refer(cast, case, cast.health_station)
    record = people.write_health(cast, room, cast.health_station, NOTE)
    for account in (cast.officer, cast.leader):
        viewer = cast.viewer(account)
        (seen,) = health_room.of_case(viewer, case)
        assert (seen.state, seen.answered_name) == ("accepted", "Huỳnh Thị Lụa")
        assert not in_room(cast, account, case)
        with pytest.raises(NotHere):
            policy.get_record_for(viewer, record.pk)
        with pytest.raises(NotHere):
            policy.get_referral_for(viewer, room.pk, to=May.ACCEPT)
    assert list(health_room.of_case(cast.viewer(cast.police), case)) == []
    assert list(health_room.of_case(cast.viewer(cast.helper), case)) == []


def test_summaries_go_on_to_who_cares_next_and_treatment_notes_stay(cast: Cast, case: Case) -> None:
    here, there = people.refer(cast, case, cast.health_station), people.refer(cast, case, cast.centre)
    people.write_health(cast, here, cast.health_station, "Ghi chú riêng của trạm")
    people.write_health(cast, here, cast.health_station, "Tóm tắt để bàn giao", kind="summary")
    read = health_room.read(cast.viewer(cast.centre), there, at=NOW)
    assert [(one.text, one.own, one.signer) for one in read] == [("Tóm tắt để bàn giao", False, "Huỳnh Thị Lụa")]
    read = health_room.read(cast.viewer(cast.health_station), here, at=NOW)
    assert {one.text for one in read} == {"Ghi chú riêng của trạm", "Tóm tắt để bàn giao"}
    for record in HealthRecord.objects.all():
        with pytest.raises(NotHere):
            policy.get_record_for(cast.viewer(cast.centre), record.pk)


# --- sending and answering ----------------------------------------------------------------------------------------


def test_who_may_be_asked_covers_the_commune_and_has_somebody_posted(cast: Cast, case: Case) -> None:
    for name in ("health_station", "centre", "neighbour_station"):
        getattr(cast, name)
    offered = health_room.receivers_of(case, cast.viewer(cast.officer))
    assert {agency.pk for agency in offered} == {
        one.postings.get().agency_id for one in (cast.health_station, cast.centre)
    }
    assert health_room.receivers_of(case, cast.viewer(cast.officer, date(2018, 1, 1))) == []


def test_the_answer_is_one_by_a_named_officer_and_in_the_log(cast: Cast, case: Case) -> None:
    sent = people.refer(cast, case, cast.health_station, message="Hay quên uống thuốc")
    again = Referral.objects.get(pk=sent.pk)
    assert (again.state, again.answered_name) == ("accepted", "Huỳnh Thị Lụa")
    assert health_room.message_of(again) == "Hay quên uống thuốc"
    by = cast.viewer(cast.health_station).actor
    with pytest.raises(Refused) as refusal:
        actions.accept(again, by=by, name="x", at=NOW)
    assert refusal.value.code == "referral-answered"
    with pytest.raises(Refused) as refusal:
        actions.decline(again, because=DeclineReason.FULL, by=by, name="x", at=NOW)
    assert refusal.value.code == "referral-answered"
    logged = AuditEntry.objects.filter(code__startswith="referral.").order_by("pk")
    assert [(row.code, row.account_id) for row in logged] == [
        ("referral.sent", str(cast.officer.pk)),
        ("referral.accepted", str(cast.health_station.pk)),
    ]
    assert "Đào" not in "".join(row.detail for row in logged)


def test_declined_tells_a_reason_of_the_list_and_opens_nothing(cast: Cast, case: Case) -> None:
    sent = people.refer(cast, case, cast.health_station, accepted=False)
    by = cast.viewer(cast.health_station).actor
    with pytest.raises(Refused):
        actions.decline(sent, because=DeclineReason.NONE, by=by, name="Lụa", at=NOW)
    actions.decline(sent, because=DeclineReason.FULL, by=by, name="Lụa", at=NOW)
    assert not in_room(cast, cast.health_station, case)
    assert people.refer(cast, case, cast.health_station).state != sent.state  # and may be asked again


def test_one_open_referral_to_one_receiver(cast: Cast, case: Case) -> None:
    people.refer(cast, case, cast.health_station, days=10)
    with pytest.raises(Refused) as refusal:
        people.refer(cast, case, cast.health_station)
    assert refusal.value.code == "referral-twice"
    Referral.objects.update(valid_from=TODAY - timedelta(days=10), valid_to=TODAY)
    people.refer(cast, case, cast.health_station)  # what has run out makes room
    assert sorted(Referral.objects.values_list("state", flat=True)) == ["accepted", "ended"]
    one = Referral.objects.get(state="accepted")
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(state="ended").update(state="accepted", ended_at=None)
    assert one.is_open


def test_sent_twice_is_one_referral_and_one_entry(cast: Cast, case: Case) -> None:
    key, station = ids.new_id(), cast.health_station
    agency = station.postings.get().agency
    assert agency is not None
    details = ReferralDetails(
        agency=agency,
        purpose=ReferralPurpose.CARE,
        valid_from=TODAY,
        valid_to=TODAY + timedelta(days=9),
        client_key=key,
    )
    by = cast.viewer(cast.officer).actor
    first, second = (actions.send(case, details=details, by=by, at=NOW) for _ in range(2))
    assert first.pk == second.pk
    assert Duty.objects.filter(kind=duties.ANSWER.code).count() == 1
    other = people.open_home_case(cast, people.register_person(cast, "Ai Khác", birth="1980"), number="06/QĐ")
    with pytest.raises(Refused):
        actions.send(other, details=details, by=by, at=NOW)
    room = actions.accept(first, by=cast.viewer(station).actor, name="Lụa", at=NOW)
    for _ in range(2):
        actions.write(room, kind=HealthKind.TREATMENT, text=NOTE, by=cast.viewer(station).actor, at=NOW, client_key=key)
    assert HealthRecord.objects.count() == 1


@pytest.mark.parametrize(("days", "code"), [(0, "referral-days"), (-3, "referral-days"), (800, "referral-days")])
def test_days_that_cannot_be(cast: Cast, case: Case, days: int, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        people.refer(cast, case, cast.health_station, days=days)
    assert refusal.value.code == code
    assert not Referral.objects.exists()


def test_nothing_is_sent_from_a_closed_file_and_nothing_late_is_accepted(cast: Cast, case: Case) -> None:
    sent = people.refer(cast, case, cast.health_station, accepted=False, days=2)
    by = cast.viewer(cast.health_station).actor
    with pytest.raises(Refused) as refusal:
        actions.accept(sent, by=by, name="Lụa", at=NOW + timedelta(days=2))
    assert refusal.value.code == "referral-over"
    Case.objects.filter(pk=case.pk).update(state="closed_deceased", closed_on=TODAY)
    with pytest.raises(Refused) as refusal:
        people.refer(cast, case, cast.centre)
    assert refusal.value.code == "referral-case-closed"


def test_an_unanswered_referral_comes_back_to_the_commune(cast: Cast, case: Case) -> None:
    sent = people.refer(cast, case, cast.health_station, accepted=False)
    assert duties.remind_late(by=SETTER, at=NOW + timedelta(days=3)) == 0  # Friday still has its day
    late = NOW + timedelta(days=4)
    assert duties.remind_late(by=SETTER, at=late) == 1
    assert duties.remind_late(by=SETTER, at=late) == 0
    titles = [line.title for line in lines(cast.viewer(cast.officer), late)]
    assert "Hỏi lại nơi nhận giới thiệu của Nguyễn Văn Đào" in titles
    actions.accept(sent, by=cast.viewer(cast.health_station).actor, name="Lụa", at=late)
    assert not Duty.objects.filter(kind__startswith="care.referral", settled_at=None).exists()


def test_the_night_asks_again(cast: Cast, case: Case) -> None:
    people.refer(cast, case, cast.health_station, accepted=False)
    daily.run(NOW + timedelta(days=6))
    assert Duty.objects.filter(kind=duties.ASK_AGAIN.code, settled_at=None).count() == 1


# --- entries ------------------------------------------------------------------------------------------------------


def test_each_read_is_logged_before_it_is_answered(cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    room, viewer = people.refer(cast, case, cast.health_station), cast.viewer(cast.health_station)
    assert health_room.read(viewer, room, at=NOW) == []
    people.write_health(cast, room, cast.health_station, NOTE)
    assert [one.text for one in health_room.read(viewer, room, at=NOW)] == [NOTE]
    read = AuditEntry.objects.filter(code="health.read")
    assert [(row.account_id, row.subject_id) for row in read] == [(str(viewer.account_id), str(case.pk))] * 2

    def broken(*_args: object, **_kwargs: object) -> None:
        raise NotHere

    monkeypatch.setattr("hoanhap.people.care.health_room.audit.record", broken)
    with pytest.raises(NotHere):
        health_room.read(viewer, room, at=NOW)


def test_a_correction_keeps_what_stood_there_and_the_second_sees_the_first(cast: Cast, case: Case) -> None:
    room = people.refer(cast, case, cast.health_station)
    record = people.write_health(cast, room, cast.health_station, NOTE)
    by = cast.viewer(cast.health_station).actor
    actions.correct(record, text="Bản hai", by=by, at=NOW, version=1)
    kept = HealthRecordVersion.objects.get()
    assert (vault.reveal(kept, "text"), kept.number) == (NOTE, 1)
    with pytest.raises(LostUpdate) as refusal:
        actions.correct(record, text="Bản ba", by=by, at=NOW, version=1)
    assert (list(refusal.value.theirs.values()), refusal.value.version) == (["Bản hai"], 2)
    assert AuditEntry.objects.filter(code="health.read").count() == 1


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4001, "Kết quả HIV", "nhiễm h\u200biv", "AIDS giai đoạn"])
def test_what_has_no_place_there_is_refused(cast: Cast, case: Case, text: str) -> None:
    room = people.refer(cast, case, cast.health_station)
    with pytest.raises(Refused) as refusal:
        people.write_health(cast, room, cast.health_station, text)
    assert refusal.value.code == "health-text"
    assert not HealthRecord.objects.exists()


def test_there_is_no_field_for_hiv_or_for_a_result() -> None:
    names = {
        field.name for model in (Referral, HealthRecord, HealthRecordVersion) for field in model._meta.get_fields()
    }
    assert not {name for name in names if any(word in name for word in ("hiv", "test", "result", "positive"))}


def test_nothing_readable_is_stored_and_the_room_has_a_key_of_its_own(cast: Cast, case: Case) -> None:
    room = people.refer(cast, case, cast.health_station, message="Hay quên uống thuốc")
    people.write_health(cast, room, cast.health_station, NOTE)
    with connection.cursor() as cursor:
        for table in ("care_healthrecord", "care_referral"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - a name of ours
            raw = repr(cursor.fetchall())
            assert "thuốc" not in raw
            assert "Đào" not in raw
    from hoanhap.foundation.vault.models import DataKey

    assert "health" in set(DataKey.objects.values_list("data_class", flat=True))


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "lost"},
        {"purpose": "why"},
        {"valid_to": TODAY},
        {"state": "accepted"},
        {"answered_name": "Lụa"},
        {"state": "declined", "answered_at": NOW, "answered_name": "Lụa"},
        {"declined_because": "full"},
        {"state": "withdrawn"},
        {"ended_at": NOW},
    ],
)
def test_the_table_itself_refuses_what_cannot_be(cast: Cast, case: Case, broken: dict[str, object]) -> None:
    people.refer(cast, case, cast.health_station, accepted=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.update(**broken)


@pytest.mark.parametrize("asked", ["", "x", "00000000-0000-0000-0000-000000000000", None, 7])
def test_nonsense_is_not_here(cast: Cast, asked: object) -> None:
    viewer = cast.viewer(cast.health_station)
    for gate in (
        lambda: policy.get_room_for(viewer, asked),
        lambda: policy.get_record_for(viewer, asked),
        lambda: policy.get_referral_for(viewer, asked, to=May.ACCEPT),
        lambda: policy.get_case_to_refer(cast.viewer(cast.officer), asked),
    ):
        with pytest.raises(NotHere):
            gate()


def test_a_station_without_an_agency_reaches_nothing(cast: Cast, case: Case) -> None:
    people.refer(cast, case, cast.health_station)
    cast.health_station.postings.update(agency=None)
    assert not in_room(cast, cast.health_station, case)
    assert policy.referred_to(cast.viewer(cast.health_station), May.READ) != Q()
    assert list(policy.waiting_for(cast.viewer(cast.health_station))) == []


def test_names_in_care_are_logged(cast: Cast, case: Case) -> None:
    people.refer(cast, case, cast.health_station)
    health_room.in_care(cast.viewer(cast.health_station), at=NOW)
    (entry,) = AuditEntry.objects.filter(code="person.listed", account_id=str(cast.health_station.pk))
    assert entry.subject_id == str(case.person_id)
    assert uuid.UUID(entry.account_id) == cast.health_station.pk
