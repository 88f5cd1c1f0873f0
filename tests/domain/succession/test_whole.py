"""A unit goes wholly into another: all it held is there, whole, under the other's keys, and each day counts once."""

from datetime import date, timedelta

import pytest

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Posting
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators import register as indicators
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.places.actions import add_hamlet
from hoanhap.foundation.vault import sealed_columns, sealing
from hoanhap.foundation.vault.models import DataKey
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.periods import Period
from hoanhap.people.cases.models import Case, CohortMember, Standing
from hoanhap.people.community import actions as community
from hoanhap.people.community.models import MemberRole
from hoanhap.people.persons import actions as persons
from hoanhap.people.persons import indexes
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.relocation_models import Relocation
from hoanhap.people.persons.rules import PersonDetails
from hoanhap.people.reintegration.models import HelperAssignment
from hoanhap.people.succession import actions, queries
from hoanhap.people.succession.models import HandOver
from tests import map_changes, people
from tests.cast import SETTER, Cast
from tests.domain.succession.conftest import AT, EVE, NIGHT, Scene
from tests.map_changes import DAY

JUNE, JULY = Period(date(2020, 6, 1), DAY), Period(DAY, date(2020, 8, 1))
ACROSS = Period(date(2020, 6, 15), date(2020, 7, 15))


def run() -> actions.Progress:
    return actions.hand_over_all(on=DAY, by=NIGHT, at=AT)


def test_everybody_is_in_the_new_unit_with_everything(merged: Scene) -> None:
    progress = run()
    assert (progress.persons, progress.cases, dict(progress.waiting)) == (4, 4, {})
    assert set(Person.objects.values_list("unit_id", flat=True)) == {merged.ward.pk}
    assert set(Case.objects.values_list("unit_path", flat=True)) == {merged.ward.path}
    assert HelperAssignment.objects.get().unit_path == merged.ward.path
    assert set(Relocation.objects.values_list("from_unit_id", "to_unit_id", "on")) == {
        (merged.cast.thuong_lac.pk, merged.ward.pk, DAY),
        (merged.cast.long_khanh_a.pk, merged.ward.pk, DAY),
    }
    record = HandOver.objects.get(old=merged.cast.thuong_lac)
    assert (record.persons, record.cases, record.whole) == (3, 3, True)
    assert record.finished_at == AT


def test_a_second_run_changes_nothing(merged: Scene) -> None:
    run()
    entries = AuditEntry.objects.count()
    again = run()
    assert (again.units, again.persons, again.cases) == (0, 0, 0)
    assert AuditEntry.objects.count() == entries


def test_before_the_day_nothing_happens(merged: Scene) -> None:
    progress = actions.hand_over_all(on=EVE, by=NIGHT, at=clock.at(EVE, 23))
    assert progress.units == 0
    assert set(Case.objects.values_list("unit_id", flat=True)) == {
        merged.cast.thuong_lac.pk, merged.cast.long_khanh_a.pk
    }  # fmt: skip


def keys_in_use() -> set[str]:
    """The scopes of the keys that hold any envelope at all."""
    ids = [key for key, count in sealed_columns.envelopes_by_key().items() if count]
    return set(DataKey.objects.filter(pk__in=ids).values_list("scope", flat=True))


def test_nothing_stays_under_the_old_keys_and_everything_opens(merged: Scene) -> None:
    run()
    assert keys_in_use() == {merged.ward.path}
    first = Person.objects.get(pk=merged.persons[0].pk)
    assert vault.reveal(first, "full_name") == "Nguyễn Văn An"
    assert vault.reveal(first, "id_number") == "087090000001"


def test_a_contact_keeps_its_unit_and_its_words_go_along(merged: Scene) -> None:
    contact = merged.cases[0].contacts.get()
    vault.seal(contact, note="đi làm ở lò gạch")
    contact.save(update_fields=["note"])
    run()
    contact.refresh_from_db()
    assert contact.unit_id == merged.cast.thuong_lac.pk
    assert vault.reveal(contact, "note") == "đi làm ở lò gạch"
    assert DataKey.objects.get(pk=sealing.key_id_of(bytes(contact.note or b""))).scope == merged.ward.path


def test_hamlets_are_carried_and_namesakes_of_two_hamlets_stay_two_people(merged: Scene) -> None:
    run()
    first, third = (Person.objects.select_related("hamlet").get(pk=merged.persons[i].pk) for i in (0, 2))
    assert first.hamlet is not None
    assert first.hamlet.parent_id == merged.ward.pk
    assert first.hamlet.full_name == "ấp 1"
    assert third.hamlet_id != first.hamlet_id
    assert bytes(first.name_index) == indexes.of_name("Nguyễn Văn An", first.birth_year, first.hamlet.pk)


def test_two_hamlets_of_one_name_are_told_apart(merged: Scene) -> None:
    there = add_hamlet(commune=merged.cast.long_khanh_a, name="ấp 1", by=SETTER, at=AT)
    Person.objects.filter(pk=merged.neighbour.person_id).update(hamlet=there)
    run()
    names = {person.hamlet.full_name for person in Person.objects.select_related("hamlet") if person.hamlet}
    assert names == {"ấp 1 (Thường Lạc)", "ấp 1 (Long Khánh A)", "ấp 2"}


def test_each_day_counts_once(merged: Scene) -> None:
    run()
    for case in Case.objects.all():
        rows = list(Standing.objects.filter(case=case, state="rehab_voluntary_home").order_by("number"))
        assert [(row.unit_id == merged.ward.pk, row.from_on, row.to_on) for row in rows] == [
            (False, date(2020, 1, 16), DAY),
            (True, DAY, None),
        ]
        assert rows[1].came_from == rows[1].state
        assert rows[1].verb == "handed_over"


@pytest.mark.parametrize("handed_over", [False, True], ids=["before the job", "after the job"])
def test_figures_on_the_map_of_the_date_and_on_todays(merged: Scene, handed_over: bool) -> None:
    if handed_over:
        run()
    thuong_lac, ward = merged.cast.thuong_lac, merged.ward

    def count(code: str, period: Period, path: str, map_on: date | None = None) -> int:
        return indicators.count(code, Question(period, path, map_on))

    assert count("stock.total", JUNE, thuong_lac.path) == 3
    assert count("stock.total", JUNE, merged.cast.long_khanh_a.path) == 1
    assert count("stock.total", JUNE, ward.path) == 0, "in June there was no ward"
    assert count("stock.total", JUNE, ward.path, map_on=DAY) == 4
    assert count("stock.opening", JULY, ward.path) == 4, "what June closed with, July opens with"
    assert count("stock.total", JULY, ward.path) == 4
    assert count("stock.new", JULY, ward.path) == count("stock.removed", JULY, ward.path) == 0
    assert count("rehab.started", JULY, ward.path) == count("rehab.completed", JULY, ward.path) == 0
    assert count("cohort.managed", JULY, ward.path) == 3
    assert count("cohort.progress", ACROSS, ward.path) == 1, "met in June by the commune, a member of the ward in July"
    assert count("contacts.people", ACROSS, ward.path) == 1
    assert count("cohort.not_assessed", ACROSS, ward.path) == 2
    assert count("helpers.assigned", JULY, ward.path) == 1


def test_flows_across_the_day_are_the_new_unit_s(merged: Scene) -> None:
    """A report of a period that begins before the day is the new unit's: it took over the whole."""
    newcomer = people.register_person(merged.cast, "Hồ Văn Mới")
    people.open_home_case(merged.cast, newcomer, on=date(2020, 6, 18))
    run()
    assert indicators.count("stock.new", Question(ACROSS, merged.ward.path)) == 1
    assert indicators.count("stock.opening", Question(ACROSS, merged.ward.path)) == 4
    assert indicators.count("stock.total", Question(ACROSS, merged.ward.path)) == 5


def test_cohorts_go_on_in_the_new_unit(merged: Scene) -> None:
    run()
    merged.cohort.refresh_from_db()
    members = CohortMember.objects.filter(case=merged.cases[0]).select_related("cohort").order_by("joined_on")
    assert [(row.unit_id, row.joined_on, row.left_on) for row in members] == [
        (merged.cast.thuong_lac.pk, date(2020, 1, 16), DAY),
        (merged.ward.pk, DAY, None),
    ]
    assert members[1].cohort.name == "Nhóm thí điểm (xã Thường Lạc)"
    heir, old, new = members[1].cohort, merged.cast.thuong_lac.path, merged.ward.path
    entries = AuditEntry.objects.filter(code__startswith="cohort.", at=AT)
    told = {(entry.code, entry.subject_id, entry.unit_path) for entry in entries}
    assert told == {("cohort.started", str(heir.pk), new)} | {
        step
        for case in merged.cases
        for step in (("cohort.left", str(case.pk), old), ("cohort.joined", str(case.pk), new))
    }


def test_the_task_force_ends_with_its_commune(merged: Scene) -> None:
    force = community.set_up(
        unit=merged.cast.phu_thuan_b,
        decision_number="1",
        decision_on=date(2020, 1, 1),
        valid_from=date(2020, 1, 2),
        by=SETTER,
        at=AT,
    )
    force.unit, force.unit_path = merged.cast.thuong_lac, merged.cast.thuong_lac.path
    force.save(update_fields=["unit", "unit_path"])
    member = community.add_member(
        force, name="Lê Văn Tổ", role=MemberRole.HEAD, valid_from=date(2020, 1, 2), by=SETTER, at=AT
    )
    run()
    force.refresh_from_db()
    member.refresh_from_db()
    assert force.valid_to == member.valid_to == DAY
    entry = AuditEntry.objects.get(code="task_force.dissolved")
    assert (entry.subject_id, entry.unit_path) == (str(force.pk), merged.cast.thuong_lac.path)


def test_postings_are_written_anew_at_the_heir(merged: Scene) -> None:
    run()
    rows = Posting.objects.filter(account=merged.cast.officer).order_by("valid_from")
    assert [(row.place_id, row.valid_from, row.valid_to) for row in rows] == [
        (merged.cast.thuong_lac.pk, date(2019, 1, 1), DAY),
        (merged.ward.pk, DAY, None),
    ]
    assert rows[1].role == Role.COMMUNE_OFFICER
    told = AuditEntry.objects.filter(code="access.posting_followed", subject_id=str(merged.cast.officer.pk))
    assert [entry.unit_path for entry in told] == [merged.ward.path]
    before, after = merged.cast.viewer(merged.cast.officer, EVE), merged.cast.viewer(merged.cast.officer, DAY)
    assert (before.seats[0].place_id, after.seats[0].place_id) == (merged.cast.thuong_lac.pk, merged.ward.pk)


def test_open_work_goes_along_and_helpers_keep_theirs(merged: Scene) -> None:
    open_before = Duty.objects.filter(subject_kind="case", settled_at=None).count()
    run()
    duties = Duty.objects.filter(subject_kind="case", settled_at=None)
    assert duties.count() == open_before
    assert set(duties.values_list("unit_path", flat=True)) == {merged.ward.path}
    meet = duties.get(kind__in=["care.meet", "case.first_contact"], subject_id=str(merged.cases[0].pk))
    assert meet.holder_account_id == merged.cast.helper.pk


def test_both_sides_are_told_and_the_leader_looks_it_through(merged: Scene) -> None:
    run()
    record = HandOver.objects.get(old=merged.cast.thuong_lac)
    duty = Duty.objects.get(kind="succession.check", subject_id=str(record.pk), settled_at=None)
    assert duty.holder_role == Role.COMMUNE_LEADER
    actions.check(record, by=SETTER, at=AT)
    entry = AuditEntry.objects.get(code="succession.checked")
    assert (entry.subject_id, entry.unit_path) == (str(record.pk), merged.ward.path)
    assert not Duty.objects.filter(kind="succession.check", subject_id=str(record.pk), settled_at=None).exists()


def test_every_step_is_in_the_log_without_a_name(merged: Scene) -> None:
    run()
    moved = AuditEntry.objects.filter(code="case.handed_over")
    assert moved.count() == 4
    assert {entry.unit_path for entry in moved} == {merged.ward.path}
    assert AuditEntry.objects.filter(code="person.relocated").count() == 4
    concluded = AuditEntry.objects.filter(code="succession.concluded", unit_path=merged.ward.path)
    assert {entry.subject_id for entry in concluded} == {
        str(merged.cast.thuong_lac.pk), str(merged.cast.long_khanh_a.pk)
    }  # fmt: skip
    assert not any("Nguyễn" in entry.detail for entry in AuditEntry.objects.all())


def test_codes_that_meet_are_told_apart_and_the_old_one_stays_readable(merged: Scene) -> None:
    Case.objects.filter(pk=merged.neighbour.pk).update(code=merged.cases[0].code)
    run()
    codes = list(Case.objects.values_list("code", flat=True))
    assert len(set(codes)) == 4
    renamed = Case.objects.exclude(former_codes="").get()
    assert renamed.former_codes == merged.cases[0].code


def test_two_people_under_one_number_wait_for_an_officer(merged: Scene) -> None:
    twin = people.register_person(
        merged.cast, "Nguyễn Văn Khác", unit=merged.cast.long_khanh_a, id_number="087090000001"
    )
    people.open_home_case(merged.cast, twin)
    progress = run()
    assert sum(progress.waiting.values()) == 1
    waiting = Person.objects.exclude(unit=merged.ward).get()
    viewer = merged.cast.viewer(merged.cast.officer, DAY)
    listed = queries.waiting_units(viewer, at=AT)
    assert [line.person_id for unit in listed for line in unit.people] == [waiting.pk]
    assert listed[0].people[0].twin
    other = Person.objects.get(unit=merged.ward, id_index=waiting.id_index)
    Person.objects.filter(pk=other.pk).update(id_number=None, id_index=None)
    assert run().persons == 1
    assert not Person.objects.exclude(unit=merged.ward).exists()


def test_people_are_registered_in_living_units_only(merged: Scene) -> None:
    with pytest.raises(Refused) as refused:
        persons.register(details=PersonDetails(full_name="Trễ Một Ngày"), unit=merged.cast.thuong_lac, by=SETTER, at=AT)
    assert refused.value.code == "unit-ended"


def test_mergers_that_follow_one_another_are_carried_out_in_their_order(merged: Scene, cast: Cast) -> None:
    later = DAY + timedelta(days=365)
    big = map_changes.new_unit(87120, "Hồng Ngự", parent=cast.dong_thap, on=later)
    map_changes.merge(merged.ward, into=big, on=later)
    actions.hand_over_all(on=later, by=NIGHT, at=clock.at(later, 2))
    assert set(Person.objects.values_list("unit_id", flat=True)) == {big.pk}
    rows = Standing.objects.filter(case=merged.cases[0], state="rehab_voluntary_home").order_by("number")
    assert [(row.unit_id, row.from_on, row.to_on) for row in rows] == [
        (cast.thuong_lac.pk, date(2020, 1, 16), DAY),
        (merged.ward.pk, DAY, later),
        (big.pk, later, None),
    ]
