"""A batch of the centre: sent to six communes, confirmed, received, missed; each commune sees its own rows alone."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices import queries as notices
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.notices.rules import due_day
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.intake.models import CaseOrigin
from hoanhap.people.persons import queries as persons
from hoanhap.people.persons.models import Person
from hoanhap.people.reception import actions, policy, queries
from hoanhap.people.reception.actions import CertificateDetails
from hoanhap.people.reception.models import Certificate, Returnee
from hoanhap.people.reception.policy import ReceptionPermission as May
from hoanhap.people.reception.returning_models import ClosedBecause, Origin, ReturnedBecause
from hoanhap.people.reintegration.models import HelperAssignment
from tests import map_changes, people, pictures, returns
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.returns import DAY


def awaited(cast: Cast, who: Account, on: date = TODAY) -> list[str]:
    rows = list(policy.expected_for(cast.viewer(who, on)))
    return sorted(said["full_name"] for said in vault.reveal_many(rows, "full_name").values())


def kinds(cast: Cast, who: Account, on: date = TODAY, hour: int = 9) -> list[str]:
    """The work this account sees, by kind."""
    viewer = cast.viewer(who, on)
    return [line.duty.kind for line in notices.lines(viewer, clock.at(on, hour))]


def six_communes(cast: Cast) -> list[Place]:
    more = [map_changes.new_unit(87010 + n, f"Xã Thử {n}", parent=cast.hong_ngu, on=date(2004, 1, 1)) for n in range(3)]
    return [cast.thuong_lac, cast.long_khanh_a, cast.phu_thuan_b, *more]


@pytest.mark.requirement("S3-04", "S3-06")
def test_the_letter_of_quang_tri_ten_to_six_communes_and_nine_certificates_before(cast: Cast) -> None:
    """Ten handed over on 10/7/2020, nine voluntary certificates before: nineteen in the register, kinds apart."""
    viewer, communes = cast.viewer(cast.centre), six_communes(cast)
    before = [
        CertificateDetails(
            number=f"{n:02d}/GCN", on=date(2020, 5, n), kind=Origin.REHAB_VOLUNTARY, holder=f"Trần Văn Số {n}"
        )
        for n in range(1, 10)
    ]
    actions.record_certificates(returns.centre_of(cast), entries=before, by=viewer.actor, at=NOW)
    ten = [
        returns.details(
            f"Nguyễn Văn Số {n}",
            communes[n % 6],
            row_no=n + 3,
            certificate_number=f"{n + 10}/GCN",
            certificate_on=date(2020, 6, 15),
        )
        for n in range(10)
    ]
    batch = returns.send(cast, ten)
    assert batch.rows.count() == 10
    assert len(set(batch.rows.values_list("unit_id", flat=True))) == 6
    assert awaited(cast, cast.officer) == ["Nguyễn Văn Số 0", "Nguyễn Văn Số 6"]
    assert awaited(cast, cast.neighbour_officer) == ["Nguyễn Văn Số 1", "Nguyễn Văn Số 7"]
    assert awaited(cast, cast.stranger_officer) == []
    book = queries.certificates_of_year(viewer, 2020)
    assert book.total == 19
    assert book.words == {Origin.REHAB_VOLUNTARY: "09", Origin.REHAB_COMPULSORY: "10"}
    other = cast.viewer(cast.neighbour_officer)
    with pytest.raises(NotHere):
        policy.get_batch_for(other, batch.pk)
    assert not policy.certificates_for(other).exists()


def test_a_certificate_number_is_given_once_a_year(cast: Cast) -> None:
    rows = [returns.details("Lê Văn A", cast.thuong_lac, certificate_number="1/GCN", certificate_on=TODAY)]
    returns.send(cast, rows)
    again = returns.draft(cast, rows)
    with pytest.raises(Refused, match="đã cấp trong năm"):
        actions.send_batch(again, by=cast.viewer(cast.centre).actor, name="x", at=NOW)
    again.refresh_from_db()
    assert again.state == "draft"
    assert Certificate.objects.count() == 1


@pytest.mark.requirement("S3-05")
def test_who_had_no_health_check_is_not_fit(cast: Cast) -> None:
    with pytest.raises(Refused, match="thiếu kiểm tra sức khỏe"):
        returns.draft(cast, [returns.details("Lê Văn A", cast.thuong_lac, health_checked_on=None)])
    assert not Returnee.objects.exists()
    row = returns.send(cast, [returns.details("Lê Văn A", cast.thuong_lac, health_checked_on=None, fit=False)])
    with pytest.raises(IntegrityError), transaction.atomic():
        row.rows.update(fit=True)


@pytest.mark.requirement("S4-34")
def test_the_list_is_there_fifteen_days_before_and_a_draft_is_seen_by_nobody(cast: Cast) -> None:
    batch = returns.draft(cast, [returns.details("Lê Văn A", cast.thuong_lac)])
    assert awaited(cast, cast.officer) == []
    assert not kinds(cast, cast.officer)
    sent = DAY - timedelta(days=15)
    actions.send_batch(batch, by=cast.viewer(cast.centre).actor, name="Mai Văn Quý", at=clock.at(sent, 8))
    for who in (cast.officer, cast.leader, cast.police):
        assert awaited(cast, who, sent) == ["Lê Văn A"]
    assert kinds(cast, cast.officer, sent) == ["reception.confirm"]


@pytest.mark.requirement("S3-18")
def test_notice_then_appointment_then_minutes_and_a_reminder_without_an_answer(cast: Cast) -> None:
    rows = [returns.details("Lê Văn A", cast.thuong_lac), returns.details("Lê Văn B", cast.thuong_lac, row_no=2)]
    batch = returns.send(cast, rows)
    duty = Duty.objects.filter(kind="reception.confirm").earliest("id")
    assert due_day(duty.due_at) == date(2020, 6, 19), "three working days after Tuesday 16/6"
    actions.keep_watch(by=SETTER, at=clock.at(date(2020, 6, 19), 2))
    assert kinds(cast, cast.centre, date(2020, 6, 19)) == []
    for _again in range(2):
        watched = actions.keep_watch(by=SETTER, at=clock.at(date(2020, 6, 20), 2))
    assert watched.unconfirmed == 0, "reminded once"
    assert kinds(cast, cast.centre, date(2020, 6, 20)) == ["reception.ask_again"]
    first, second = batch.rows.order_by("row_no")
    first = returns.confirm(cast, first)
    assert kinds(cast, cast.centre, date(2020, 6, 20)) == ["reception.ask_again"], "one commune is still silent"
    returns.confirm(cast, second)
    assert kinds(cast, cast.centre, date(2020, 6, 20)) == []
    got = returns.receive(cast, first)
    assert got.row.state == "received"
    viewer = cast.viewer(cast.officer, DAY)
    kept = actions.keep_minutes(got.row, pictures.jpeg(), name="bb.jpg", by=viewer, at=clock.at(DAY, 15))
    assert kept.minutes is not None
    assert not Duty.objects.filter(kind="reception.minutes", settled_at=None).exists()


def test_an_appointment_names_receiver_and_helper_and_lies_ahead(cast: Cast) -> None:
    (row,) = returns.send(cast, [returns.details("Lê Văn A", cast.thuong_lac)]).rows.all()
    with pytest.raises(Refused, match="giúp đỡ"):
        returns.confirm(cast, row, helper=" ")
    with pytest.raises(Refused, match="đã qua"):
        returns.confirm(cast, row, on=TODAY - timedelta(days=1))
    assert returns.confirm(cast, row, on=DAY + timedelta(days=1)).meet_on == DAY + timedelta(days=1)


@pytest.mark.requirement("S1-32")
def test_receiving_opens_a_file_names_the_helper_and_asks_what_follows(cast: Cast) -> None:
    said = returns.details(
        "Lê Văn A",
        cast.thuong_lac,
        phone="0912345678",
        family_contact="Nguyễn Thị Mẹ 0911111111",
        lacks_id_card=True,
        skills="sửa xe máy",
    )
    (row,) = returns.send(cast, [said]).rows.all()
    got = returns.receive(cast, returns.confirm(cast, row))
    assert (got.case.state, got.case.opened_on, got.case.unit_id) == ("support_only", DAY, cast.thuong_lac.pk)
    assert persons.details_of(got.case.person).relative == "Nguyễn Thị Mẹ 0911111111"
    assert HelperAssignment.objects.get().helper_name == "Lê Thị Hạnh"
    work = kinds(cast, cast.officer, DAY, 12)
    assert set(work) >= {"commitments.no_guarantor", "reception.id_card", "reception.minutes", "care.meet"}
    guarantor = Duty.objects.get(kind="commitments.no_guarantor", settled_at=None)
    assert due_day(guarantor.due_at) == DAY + timedelta(days=15)
    row.refresh_from_db()
    assert (row.phone, row.family_contact, row.health, row.id_number) == (None, None, None, None), "said once"
    actions.id_card_made(row, by=SETTER, at=clock.at(DAY, 16))
    assert "reception.id_card" not in kinds(cast, cast.officer, DAY, 17)


def test_of_two_who_receive_him_the_second_changes_nothing(cast: Cast) -> None:
    (row,) = returns.send(cast, [returns.details("Lê Văn A", cast.thuong_lac)]).rows.all()
    returns.receive(cast, row)
    with pytest.raises(Refused, match="kết quả khác"):
        returns.receive(cast, row)
    assert Case.objects.count() == 1


def test_who_is_known_by_his_number_goes_on_in_his_own_file_and_the_centre_is_told_nothing(cast: Cast) -> None:
    number = "087090000001"
    person = people.register_person(cast, "Lê Văn A", birth="1990", id_number=number)
    case = people.open_home_case(cast, person)
    rows = [
        returns.details("Lê Văn A", cast.thuong_lac, id_number=number),
        returns.details("Lê Văn B", cast.thuong_lac, row_no=2),
    ]
    known, unknown = returns.send(cast, rows).rows.order_by("row_no")
    got, other = returns.receive(cast, known), returns.receive(cast, unknown)
    assert got.case.pk == case.pk
    assert Person.objects.count() == 2
    lines = {line.name: line for line in queries.rows_of_batch(cast.viewer(cast.centre, DAY), got.row.batch)}  # type: ignore[arg-type]
    first, second = lines["Lê Văn A"], lines["Lê Văn B"]
    assert (first.state, first.detail) == (second.state, second.detail), "known or not: the centre reads the same"
    assert other.case.pk != case.pk


def test_a_namesake_is_a_question_to_the_officer(cast: Cast) -> None:
    person = people.register_person(cast, "Lê Văn A", birth="1990", hamlet=cast.ap_1)
    first, second = returns.send(
        cast,
        [returns.details("Lê Văn A", cast.thuong_lac), returns.details("Lê Văn A", cast.thuong_lac, row_no=2)],
    ).rows.order_by("row_no")
    with pytest.raises(Refused, match="cùng họ tên"):
        returns.receive(cast, first)
    assert returns.receive(cast, first, person=person).case.person_id == person.pk
    assert returns.receive(cast, second, as_new=True).case.person_id != person.pk
    stranger = people.register_person(cast, "Võ Văn C", birth="1970")
    (third,) = returns.send(cast, [returns.details("Bùi Văn D", cast.thuong_lac)]).rows.all()
    with pytest.raises(Refused, match="Không phải người"):
        returns.receive(cast, third, person=stranger)


def test_a_file_elsewhere_is_ended_by_its_owner_who_does_not_learn_where_he_is(cast: Cast) -> None:
    number = "087090000002"
    person = people.register_person(cast, "Lê Văn A", unit=cast.long_khanh_a, birth="1990", id_number=number)
    people.open_home_case(cast, person)
    (row,) = returns.send(cast, [returns.details("Lê Văn A", cast.thuong_lac, id_number=number)]).rows.all()
    got = returns.receive(cast, row)
    assert got.elsewhere
    assert got.case.unit_id == cast.thuong_lac.pk
    viewer = cast.viewer(cast.neighbour_officer, DAY)
    (line,) = [one for one in notices.lines(viewer, clock.at(DAY, 12)) if one.duty.kind == "reception.two_files"]
    assert "Thường Lạc" not in line.title + line.detail
    assert "reception.two_files" not in kinds(cast, cast.officer, DAY, 12)


def test_out_of_the_facility_into_the_support_of_the_commune(cast: Cast) -> None:
    from hoanhap.people.cases import actions as cases
    from hoanhap.people.cases.rules import Step

    person = people.register_person(cast, "Lê Văn A", birth="1990", id_number="087090000003")
    step = Step(state="rehab_compulsory_adult", on=date(2020, 1, 2), verb="take_over")
    opening = cases.Opening(person=person, steps=(step,))
    case = cases.open_case(opening=opening, unit=cast.thuong_lac, by=SETTER, at=NOW)
    (row,) = returns.send(cast, [returns.details("Lê Văn A", cast.thuong_lac, id_number="087090000003")]).rows.all()
    got = returns.receive(cast, row)
    assert got.case.pk == case.pk
    assert got.case.state == "support_only"
    assert [one.state for one in case.standings.order_by("number")] == [
        "rehab_compulsory_adult",
        "completed",
        "support_only",
    ]


@pytest.mark.requirement("S4-34")
def test_who_does_not_come_is_red_next_morning_at_both_ends_and_found_later(cast: Cast) -> None:
    first, second = returns.send(
        cast,
        [returns.details("Lê Văn A", cast.thuong_lac), returns.details("Lê Văn B", cast.thuong_lac, row_no=2)],
    ).rows.order_by("row_no")
    returns.confirm(cast, first)
    actions.keep_watch(by=SETTER, at=clock.at(DAY, 23))
    first.refresh_from_db()
    assert first.state == "confirmed", "his day is not over"
    morning = DAY + timedelta(days=1)
    assert actions.keep_watch(by=SETTER, at=clock.at(morning, 2)).missing == 2
    assert actions.keep_watch(by=SETTER, at=clock.at(morning, 3)).missing == 0
    assert kinds(cast, cast.officer, morning).count("reception.missing") == 2
    assert kinds(cast, cast.centre, morning).count("reception.missing_centre") == 2
    assert notices.counts(cast.viewer(cast.centre, morning), clock.at(morning, 9)).late >= 2, "red"
    found = returns.receive(cast, first, on=morning)
    assert found.row.state == "received"
    actions.close_row(second, because=ClosedBecause.ELSEWHERE, by=SETTER, at=clock.at(morning, 10))
    assert "reception.missing" not in kinds(cast, cast.officer, morning, 11)
    assert "reception.missing_centre" not in kinds(cast, cast.centre, morning, 11)


def test_missing_is_not_written_before_his_day(cast: Cast) -> None:
    (row,) = returns.send(cast, [returns.details("Lê Văn A", cast.thuong_lac)]).rows.all()
    with pytest.raises(Refused, match="Chưa đến ngày"):
        actions.note_missing(row, by=SETTER, at=NOW)


def test_a_commune_gives_back_whom_it_does_not_know_and_the_centre_asks_another(cast: Cast) -> None:
    (row,) = returns.send(cast, [returns.details("Lê Văn A", cast.thuong_lac, skills="mộc")]).rows.all()
    actions.give_back(row, because=ReturnedBecause.NOT_HERE, by=cast.viewer(cast.officer).actor, at=NOW)
    assert awaited(cast, cast.officer) == []
    assert kinds(cast, cast.centre) == ["reception.sent_back"]
    mine = policy.get_row_of_centre(cast.viewer(cast.centre), row.pk)
    actions.redirect_row(
        mine, unit=cast.long_khanh_a, due_on=DAY, by=cast.viewer(cast.centre).actor, at=NOW + timedelta(hours=1)
    )
    assert awaited(cast, cast.neighbour_officer) == ["Lê Văn A"]
    assert awaited(cast, cast.officer) == []
    with pytest.raises(NotHere):
        policy.get_returnee_for(cast.viewer(cast.officer), row.pk, to=May.RECEIVE)
    assert kinds(cast, cast.centre) == []


def test_the_centre_takes_a_row_back_but_not_somebody_who_is_received(cast: Cast) -> None:
    first, second = returns.send(
        cast,
        [returns.details("Lê Văn A", cast.thuong_lac), returns.details("Lê Văn B", cast.thuong_lac, row_no=2)],
    ).rows.order_by("row_no")
    by = cast.viewer(cast.centre).actor
    actions.withdraw_row(first, by=by, at=NOW)
    assert awaited(cast, cast.officer) == ["Lê Văn B"]
    returns.receive(cast, second)
    with pytest.raises(Refused, match="xã đã nhận"):
        actions.withdraw_row(second, by=by, at=NOW)


@pytest.mark.requirement("S4-32")
@pytest.mark.parametrize("origin", ["prison", "parole", "education", "reform_school", "rehab_voluntary"])
def test_somebody_announced_on_paper_is_entered_with_his_origin(cast: Cast, origin: str) -> None:
    from hoanhap.foundation.indicators import register
    from hoanhap.foundation.indicators.register import Question
    from hoanhap.kernel.periods import Period

    by = cast.viewer(cast.officer).actor
    said = returns.details("Lê Văn A", cast.thuong_lac, origin=Origin(origin), fit=False)
    row = actions.announce_by_hand(said, by=by, at=NOW)
    returns.receive(cast, row, on=TODAY)
    question = Question(Period(date(2020, 6, 1), date(2020, 7, 1)), cast.thuong_lac.path)
    assert register.count(f"returns.{origin}", question) == 1
    assert register.count("returns.received", question) == 1
    assert CaseOrigin.objects.get().source == "facility"
    with pytest.raises(ValueError, match="is not a valid Origin"):
        Origin(origin + "?")
    with pytest.raises(IntegrityError), transaction.atomic():
        Returnee.objects.update(origin="")


def test_the_health_summary_reaches_the_station_alone(cast: Cast) -> None:
    from hoanhap.people.care import health_room, health_room_actions
    from hoanhap.people.care import policy as care
    from hoanhap.people.care.policy import HealthPermission

    station = cast.health_station
    said = returns.details("Lê Văn A", cast.thuong_lac, health="Huyết áp cao, uống thuốc mỗi sáng")
    (row,) = returns.send(cast, [said]).rows.all()
    got = returns.receive(cast, row)
    row.refresh_from_db()
    assert row.health is None, "it has left the row"
    waiting = care.waiting_for(cast.viewer(station, DAY)).get()
    health_room_actions.accept(
        waiting, by=cast.viewer(station, DAY).actor, name=station.display_name, at=clock.at(DAY, 14)
    )
    viewer = cast.viewer(station, DAY)
    room = care.get_room_for(viewer, got.case.pk, to=HealthPermission.READ)
    assert [one.text for one in health_room.read(viewer, room, at=clock.at(DAY, 15))] == [
        "Huyết áp cao, uống thuốc mỗi sáng"
    ]
    for who in (cast.officer, cast.leader, cast.police, cast.centre):
        with pytest.raises(NotHere):
            care.get_room_for(cast.viewer(who, DAY), got.case.pk, to=HealthPermission.READ)


def test_nothing_about_hiv_comes_in_with_a_batch(cast: Cast) -> None:
    with pytest.raises(Refused, match="HIV"):
        returns.draft(cast, [returns.details("Lê Văn A", cast.thuong_lac, health="có HIV")])


def test_a_merger_between_notice_and_coming_leaves_nobody_behind(cast: Cast) -> None:
    from hoanhap.people.succession import actions as succession

    (row,) = returns.send(cast, [returns.details("Lê Văn A", cast.thuong_lac)]).rows.all()
    new = map_changes.new_unit(87050, "Thường Phước", parent=cast.hong_ngu, on=map_changes.DAY)
    map_changes.merge(cast.thuong_lac, into=new)
    assert awaited(cast, cast.officer, map_changes.DAY) == ["Lê Văn A"], "before any job has run"
    succession.hand_over_all(on=map_changes.DAY, by=SETTER, at=clock.at(map_changes.DAY, 2))
    row.refresh_from_db()
    assert row.unit_id == new.pk
    assert awaited(cast, cast.officer, map_changes.DAY) == ["Lê Văn A"]
    got = returns.receive(cast, row)
    assert got.case.unit_id == new.pk
    assert kinds(cast, cast.officer, DAY, 12).count("reception.confirm") == 0


def test_who_confirms_from_a_page_read_before_is_told_that_somebody_did(cast: Cast) -> None:
    returns.send(cast, [returns.details("Lê Văn Về", cast.thuong_lac, row_no=1)])
    row, stale = Returnee.objects.get(), Returnee.objects.get()
    returns.confirm(cast, row, helper="Lê Thị Hạnh")
    with pytest.raises(Refused) as refused:
        returns.confirm(cast, stale, helper="Võ Văn Tám")
    assert (refused.value.code, Returnee.objects.get().helper_name) == ("return-over", "Lê Thị Hạnh")
    assert returns.confirm(cast, Returnee.objects.get(), helper="Võ Văn Tám").helper_name == "Võ Văn Tám"


def test_each_person_announced_stands_in_the_log(cast: Cast) -> None:
    batch = returns.send(cast, [returns.details(f"Nguyễn Văn Số {n}", cast.thuong_lac, row_no=n) for n in (1, 2)])
    logged = AuditEntry.objects.filter(code="return.announced").values_list("subject_id", flat=True)
    assert sorted(logged) == sorted(str(row.pk) for row in batch.rows.all())
