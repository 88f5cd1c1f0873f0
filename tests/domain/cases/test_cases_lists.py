"""Who sees which cases, the list of people, and the rows behind a figure."""

from datetime import date

import pytest
from django.db.models import Q

from hoanhap.foundation.access import roles
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators import register as indicators
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.periods import monthly
from hoanhap.people.cases import actions, policy, queries, sealed
from hoanhap.people.cases.actions import Opening
from hoanhap.people.cases.models import Case, CohortMember
from hoanhap.people.cases.policy import CasePermission, PolicePermission
from hoanhap.people.cases.queries import PeopleFilter
from hoanhap.people.cases.rules import Step
from hoanhap.people.persons import actions as person_actions
from hoanhap.people.persons import policy as person_policy
from hoanhap.people.persons import queries as person_queries
from hoanhap.people.persons.rules import PersonDetails
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.relations import asked_of

JUNE = monthly(2020, 6)


def many(unit: Place, count: int) -> list[Case]:
    given = ["Hùng", "Anh", "Bảy", "Cường", "Đào"]
    details = [
        PersonDetails(full_name=f"Nguyễn {chr(65 + n % 20)}{n:03d} {given[n % 5]}", birth=PartialDate(1970 + n % 30))
        for n in range(count)
    ]
    persons = person_actions.bulk_register(details=details, unit=unit, by=SETTER, at=NOW)
    openings = [Opening(person=person, steps=(Step(state="addicted", on=date(2020, 5, 4)),)) for person in persons]
    return actions.bulk_open(openings=openings, unit=unit, by=SETTER, at=NOW)


def test_who_may_read_a_case(open_case, cast: Cast) -> None:
    case = open_case()
    for account in (cast.officer, cast.leader, cast.police):
        assert policy.get_case_for(cast.viewer(account), case.pk) == case
    for account in (
        cast.helper,
        cast.neighbour_officer,
        cast.district_merger,
        cast.district_leader,
        cast.province_merger,
        cast.stranger_officer,
        cast.administrator,
    ):
        viewer = cast.viewer(account)
        assert not policy.visible_to(viewer).exists()
        assert queries.my_people(viewer).rows == []
        with pytest.raises(NotHere):
            policy.get_case_for(viewer, case.pk)
    assert not AuditEntry.objects.filter(code="person.listed").exists()


@pytest.mark.parametrize("to", [CasePermission.MOVE, CasePermission.CORRECT, CasePermission.IMPORT])
def test_reading_is_not_working(open_case, cast: Cast, to: CasePermission) -> None:
    case = open_case()
    assert policy.get_case_for(cast.viewer(cast.officer), case.pk, to=to) == case
    for account in (cast.police, cast.helper, cast.district_merger):
        with pytest.raises(NotHere):
            policy.get_case_for(cast.viewer(account), case.pk, to=to)


@pytest.mark.parametrize("asked", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_a_bad_id_answers_like_a_missing_case(cast: Cast, asked: str) -> None:
    with pytest.raises(NotHere):
        policy.get_case_for(cast.viewer(cast.officer), asked)


def test_a_relation_opens_one_case_and_its_person_to_a_helper(
    open_case, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = open_case(name="Một"), open_case(name="Hai")
    monkeypatch.setattr(policy.case_relations, "_entries", {"test": lambda viewer: Q(pk=mine.pk)})
    helper = cast.viewer(cast.helper)
    assert list(policy.visible_to(helper)) == [mine]
    assert list(person_policy.visible_to(helper)) == [mine.person]
    assert [row.name for row in queries.own_people(helper)] == ["Một"]
    (line,) = queries.duty_lines(helper, [str(mine.pk), str(other.pk)]).values()
    assert (line.label, line.detail) == ("Một", "ấp 1"), "the code is for those who read whole files"
    assert mine.code in queries.duty_lines(cast.viewer(cast.officer), [str(mine.pk)])[str(mine.pk)].detail
    assert queries.my_people(helper).rows == []  # states, filters and codes are for those who read whole files
    assert [hit.full_name for hit in person_queries.search(helper, "hai")] == []
    with pytest.raises(NotHere):
        policy.get_case_for(helper, other.pk)
    # The relation alone is not enough: another post without READ_ASSIGNED gets nothing out of it.
    assert not policy.visible_to(cast.viewer(cast.district_merger)).exists()
    assert not policy.visible_to(cast.viewer(cast.helper, date(2018, 1, 1))).exists()


def test_a_post_that_may_have_no_relations_is_not_even_asked_for_them(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are questions to other tables, and asked for every list and every file."""
    asked = asked_of(policy.case_relations, monkeypatch)
    for gate in (policy.visible_to, policy.counted_by):
        gate(cast.viewer(cast.police))
        assert asked == []
        gate(cast.viewer(cast.helper))
        assert set(asked) == {cast.helper.pk}
        asked.clear()


def test_a_relation_reaches_no_further_than_the_post(open_case, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    away = open_case(unit="long_khanh_a")
    monkeypatch.setattr(policy.case_relations, "_entries", {"test": lambda viewer: Q(pk=away.pk)})
    helper = cast.viewer(cast.helper)
    assert not policy.visible_to(helper).exists()
    assert not person_policy.visible_to(helper).exists()


def test_the_police_room_is_for_the_police(register, cast: Cast) -> None:
    opening = Opening(
        person=register(), steps=(Step(state="identified", on=date(2020, 5, 4)),), prior_record="Một tiền án"
    )
    case = actions.open_case(opening=opening, unit=cast.thuong_lac, by=SETTER, at=NOW)
    case = policy.get_police_room_for(cast.viewer(cast.police), case.pk)
    assert actions.reveal_prior_record(case=case, by=SETTER, at=NOW).text == "Một tiền án"
    assert AuditEntry.objects.filter(code="police.read", subject_id=str(case.pk)).count() == 1
    for account in (cast.officer, cast.leader, cast.helper, cast.district_merger, cast.administrator):
        with pytest.raises(NotHere):
            policy.get_police_room_for(cast.viewer(account), case.pk)


@pytest.mark.parametrize("held", PolicePermission)
def test_whoever_writes_in_the_police_room_may_both_read_and_write_there(
    open_case, cast: Cast, monkeypatch: pytest.MonkeyPatch, held: PolicePermission
) -> None:
    case, police = open_case(), cast.viewer(cast.police)
    assert policy.get_police_room_for(police, case.pk, to=PolicePermission.WRITE) == case
    monkeypatch.setitem(roles._granted, Role.COMMUNE_POLICE, {CasePermission.READ, held})
    with pytest.raises(NotHere):
        policy.get_police_room_for(police, case.pk, to=PolicePermission.WRITE)


def test_only_a_leader_puts_away_and_only_what_still_lies_open_to_him(open_case, cast: Cast) -> None:
    case = open_case()
    assert sealed.get_case_to_seal(cast.viewer(cast.leader), case.pk) == case
    for account in (cast.officer, cast.police, cast.helper, cast.district_leader, cast.stranger_officer):
        with pytest.raises(NotHere):
            sealed.get_case_to_seal(cast.viewer(account), case.pk)
    Case.objects.filter(pk=case.pk).update(state="closed_moved", closed_on=TODAY, sealed_at=NOW)
    with pytest.raises(NotHere):
        sealed.get_case_to_seal(cast.viewer(cast.leader), case.pk)


def test_the_list_is_in_the_order_of_given_names_and_logged(open_case, cast: Cast) -> None:
    for name in ("Lê Văn Út", "Trần Ánh", "Nguyễn Văn An", "Bùi Thị An"):
        open_case("addicted", name=name)
    page = queries.my_people(cast.viewer(cast.officer), at=NOW)
    assert [row.full_name for row in page.rows] == ["Bùi Thị An", "Nguyễn Văn An", "Trần Ánh", "Lê Văn Út"]
    row = page.rows[0]
    assert (row.hamlet, row.state, row.state_class) == ("ấp 1", "addicted", "addicted")
    assert row.state_label
    looked = AuditEntry.objects.filter(code="person.listed").values_list("subject_id", flat=True)
    assert sorted(looked) == sorted(str(found.person_id) for found in page.rows)


def test_pages_and_filters(open_case, cast: Cast) -> None:
    viewer = cast.viewer(cast.officer)
    many(cast.thuong_lac, 30)
    closed = open_case("addicted", name="Đã Đóng")
    actions.close(case=closed, verb="close_moved", on=date(2020, 6, 1), signer_title="x", by=SETTER, at=NOW, version=1)
    open_case("identified", name="Mới")
    first, second = queries.my_people(viewer), queries.my_people(viewer, page=2)
    assert (first.total, first.pages, len(first.rows), len(second.rows)) == (31, 2, 25, 6)
    assert not {row.case_id for row in first.rows} & {row.case_id for row in second.rows}
    for filters, total in (
        (PeopleFilter(closed=True), 32),
        (PeopleFilter(group="user"), 1),
        (PeopleFilter(state="addicted"), 30),
        (PeopleFilter(group="in_rehab"), 0),
        (PeopleFilter(hamlet_id=cast.ap_1.pk), 1),
        (PeopleFilter(measure="ost"), 0),
        (PeopleFilter(term_ends_before=date(2021, 1, 1)), 0),
    ):
        assert queries.my_people(viewer, filters=filters).total == total


@pytest.mark.parametrize("order", ["name", "hamlet", "state", "term", "opened", "code"])
def test_every_order_shows_everybody_once(cast: Cast, order: str) -> None:
    many(cast.thuong_lac, 27)
    viewer = cast.viewer(cast.officer)
    seen = [row.case_id for page in (1, 2) for row in queries.my_people(viewer, order=order, page=page).rows]  # type: ignore[arg-type]
    assert len(seen) == len(set(seen)) == 27


@pytest.mark.parametrize("order", ["name", "code"])
def test_the_list_needs_few_queries(cast: Cast, order: str, django_assert_max_num_queries) -> None:
    many(cast.thuong_lac, 60)
    viewer = cast.viewer(cast.officer)
    with django_assert_max_num_queries(12):
        page = queries.my_people(viewer, order=order, at=NOW)
    assert len(page.rows) == 25
    assert all(row.full_name for row in page.rows)


def test_a_large_list_falls_back_to_codes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from hoanhap.people.cases.queries import people

    many(cast.thuong_lac, 6)
    monkeypatch.setattr(people, "_SORTED_BY_NAME_AT_MOST", 5)
    page = queries.my_people(cast.viewer(cast.officer))
    assert page.total == 6
    assert [row.code for row in page.rows] == sorted(row.code for row in page.rows)


def test_the_rows_behind_a_figure(open_case, cast: Cast) -> None:
    case = open_case("addicted", name="Lê Văn Tám")
    open_case("addicted", name="Người Xa", unit="vinh_xuong")
    ids = indicators.row_ids("stock.total", Question(JUNE, "/87/")) + indicators.row_ids(
        "stock.total", Question(JUNE, "/89/")
    )
    assert len(ids) == 2
    own = queries.rows_behind(cast.viewer(cast.officer), "case_standing", ids, at=NOW)
    assert [(row.full_name, row.case_id, row.code) for row in own] == [("Lê Văn Tám", case.pk, "TL-2020-001")]
    counted = queries.rows_behind(cast.viewer(cast.district_merger), "case_standing", ids, at=NOW)
    assert [(row.full_name, row.case_id, row.code) for row in counted] == [("", None, "TL-2020-001")]
    assert counted[0].unit_name == "xã Thường Lạc"
    for account in (cast.district_leader, cast.administrator, cast.helper, cast.neighbour_officer):
        assert queries.rows_behind(cast.viewer(account), "case_standing", ids, at=NOW) == []


def test_cohorts(open_case, cast: Cast) -> None:
    cohort = actions.start_cohort(
        unit=cast.thuong_lac, name="Nhóm sau cai 2020", from_on=date(2020, 1, 1), by=SETTER, at=NOW
    )
    one, two, away = open_case(name="Một"), open_case(name="Hai"), open_case(name="Ba", unit="long_khanh_a")
    members = actions.add_to_cohort(cohort=cohort, cases=[one, two], joined_on=date(2020, 5, 20), by=SETTER, at=NOW)
    question = Question(JUNE, cast.hong_ngu.path)
    assert indicators.count("cohort.managed", question) == 2
    for cases, on in (([away], date(2020, 6, 1)), ([one], date(2020, 6, 1)), ([], date(2019, 12, 31))):
        with pytest.raises(Refused):
            actions.add_to_cohort(cohort=cohort, cases=cases, joined_on=on, by=SETTER, at=NOW)
    assert CohortMember.objects.count() == 2
    actions.remove_from_cohort(member=members[0], left_on=date(2020, 6, 14), by=SETTER, at=NOW)
    with pytest.raises(Refused):
        actions.remove_from_cohort(member=members[0], left_on=date(2020, 6, 15), by=SETTER, at=NOW)
    assert indicators.count("cohort.managed", question) == 1
    assert indicators.count("cohort.managed", Question(monthly(2020, 5), cast.hong_ngu.path)) == 0
    rows = queries.rows_behind(cast.viewer(cast.officer), "cohort_member", [member.pk for member in members], at=NOW)
    assert {row.full_name for row in rows} == {"Một", "Hai"}
    entries = AuditEntry.objects.filter(code__startswith="cohort.").order_by("id")
    assert [(entry.code, entry.subject_id) for entry in entries] == [
        ("cohort.started", str(cohort.pk)),
        ("cohort.joined", str(one.pk)),
        ("cohort.joined", str(two.pk)),
        ("cohort.left", str(one.pk)),
    ]
    assert {entry.unit_path for entry in entries} == {cast.thuong_lac.path}


@pytest.mark.parametrize("name", ["", "  "])
def test_a_cohort_has_a_name_and_a_commune(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        actions.start_cohort(unit=cast.thuong_lac, name=name, from_on=date(2020, 1, 1), by=SETTER, at=NOW)
    with pytest.raises(Refused):
        actions.start_cohort(unit=cast.hong_ngu, name="Nhóm", from_on=date(2020, 1, 1), by=SETTER, at=NOW)


def test_nobody_is_followed_in_two_cohorts_on_one_day(open_case, cast: Cast) -> None:
    first, second = (
        actions.start_cohort(unit=cast.thuong_lac, name=name, from_on=date(2020, 5, 1), by=SETTER, at=NOW)
        for name in ("Nhóm một", "Nhóm hai")
    )
    case = open_case()
    (member,) = actions.add_to_cohort(cohort=first, cases=[case], joined_on=date(2020, 5, 20), by=SETTER, at=NOW)
    actions.remove_from_cohort(member=member, left_on=date(2020, 6, 20), by=SETTER, at=NOW)
    with pytest.raises(Refused) as refused:
        actions.add_to_cohort(cohort=second, cases=[case], joined_on=date(2020, 6, 19), by=SETTER, at=NOW)
    assert refused.value.code == "followed-already"
    actions.add_to_cohort(cohort=second, cases=[case], joined_on=date(2020, 6, 20), by=SETTER, at=NOW)
    assert indicators.count("cohort.managed", Question(monthly(2020, 6), cast.thuong_lac.path)) == 1
