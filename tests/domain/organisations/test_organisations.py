"""Agencies, posts and the owners of tasks: dated, audited, never two owners of a task on one day."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.organisations import actions, queries, tasks
from hoanhap.foundation.organisations.kinds import AgencyKind, Level
from hoanhap.foundation.organisations.models import Agency, Post, TaskOwner
from hoanhap.foundation.places import actions as place_actions
from hoanhap.foundation.places import queries as places
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused, UnknownName

IN_2020 = date(2020, 5, 15)
NOW = clock.at(IN_2020, 9)
BY = Actor(account_id="a-1", title="quản trị", origin="test")


@pytest.fixture
def hong_ngu(db: None) -> Place:
    place_actions.load_reference(only_provinces=["Đồng Tháp"])
    return places.one("huyện Hồng Ngự", on=IN_2020)


def _agency(place: Place | None, kind: AgencyKind = AgencyKind.LDTBXH, **changed: Any) -> Agency:
    values: dict[str, Any] = {"name": "Phòng Lao động - Thương binh và Xã hội", "valid_from": date(2008, 5, 1)}
    return actions.create_agency(kind=kind, place=place, by=BY, at=NOW, **{**values, **changed})


def test_an_agency_stands_at_its_place_on_its_level_and_is_logged(hong_ngu: Place) -> None:
    agency = _agency(hong_ngu)
    assert agency.level == Level.DISTRICT
    assert list(queries.agencies_at(hong_ngu, IN_2020)) == [agency]
    assert list(queries.agencies_at(hong_ngu, date(2008, 4, 30))) == []
    assert list(queries.agencies_at(hong_ngu, IN_2020, kind=AgencyKind.CONG_AN)) == []
    entry = AuditEntry.objects.get(code="agency.created")
    assert (entry.subject_id, entry.unit_path) == (str(agency.pk), hong_ngu.path)


def test_agencies_under_a_path_are_those_of_the_place_and_below(hong_ngu: Place) -> None:
    commune = places.one("xã Thường Lạc", on=IN_2020)
    of_district, of_commune = _agency(hong_ngu), _agency(commune, AgencyKind.UBND, name="UBND xã Thường Lạc")
    _agency(places.one("huyện Tam Nông", on=IN_2020))
    assert list(queries.agencies_under(hong_ngu.path, IN_2020)) == [of_district, of_commune]


def test_a_central_agency_has_no_place(db: None) -> None:
    agency = _agency(None, name="Bộ Lao động - Thương binh và Xã hội")
    assert (agency.level, agency.place) == (Level.CENTRAL, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.create(kind="ubnd", name="UBND", level="district", valid_from=IN_2020)


def test_the_same_agency_twice_is_refused_by_the_verb_and_by_the_table(hong_ngu: Place) -> None:
    _agency(hong_ngu)
    with pytest.raises(Refused) as refused:
        _agency(hong_ngu)
    assert refused.value.code == "agency.exists"
    for place, level in ((hong_ngu, "district"), (None, "central")):
        values: dict[str, Any] = {"kind": "y_te", "name": "Y tế", "place": place, "level": level}
        Agency.objects.create(valid_from=IN_2020, **values)
        with pytest.raises(IntegrityError), transaction.atomic():
            Agency.objects.create(valid_from=date(2021, 1, 1), **values)


def test_an_agency_cannot_stand_where_the_place_does_not_live(hong_ngu: Place) -> None:
    with pytest.raises(Refused) as refused:
        _agency(hong_ngu, valid_from=date(2025, 7, 1))
    assert refused.value.code == "agency.place_not_there"


def test_ending_an_agency_ends_its_posts(hong_ngu: Place) -> None:
    agency = _agency(hong_ngu)
    post = actions.create_post(
        agency=agency, title="Trưởng phòng", code="TP", valid_from=date(2009, 1, 1), by=BY, at=NOW
    )
    assert list(queries.posts_of(agency, IN_2020)) == [post]
    actions.end_agency(agency=agency, on=date(2025, 3, 1), by=BY, at=NOW)
    post.refresh_from_db()
    assert post.valid_to == agency.valid_to == date(2025, 3, 1)
    assert list(queries.posts_of(agency, date(2025, 3, 1))) == []
    with pytest.raises(Refused):
        actions.end_agency(agency=agency, on=date(2025, 4, 1), by=BY, at=NOW)


def test_a_post_needs_a_free_code_and_a_living_agency(hong_ngu: Place) -> None:
    agency = _agency(hong_ngu)
    post = actions.create_post(agency=agency, title="Chuyên viên", code="CV", valid_from=IN_2020, by=BY, at=NOW)
    with pytest.raises(Refused) as taken:
        actions.create_post(agency=agency, title="Chuyên viên", code="CV", valid_from=IN_2020, by=BY, at=NOW)
    assert taken.value.code == "post.exists"
    with pytest.raises(Refused) as early:
        actions.create_post(agency=agency, title="Khác", code="K", valid_from=date(2008, 4, 1), by=BY, at=NOW)
    assert early.value.code == "post.no_agency"
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(agency=agency, title="Chuyên viên", code="CV", valid_from=IN_2020)
    actions.end_post(post=post, on=date(2021, 1, 1), by=BY, at=NOW)
    assert AuditEntry.objects.filter(code="post.ended").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("level", "on", "kind"),
    [
        (Level.PROVINCE, date(2020, 5, 15), AgencyKind.LDTBXH),
        (Level.PROVINCE, date(2025, 2, 28), AgencyKind.LDTBXH),
        (Level.PROVINCE, date(2025, 3, 1), AgencyKind.CONG_AN),
        (Level.DISTRICT, date(2020, 5, 15), AgencyKind.LDTBXH),
        (Level.COMMUNE, date(2026, 7, 1), AgencyKind.CONG_AN),
    ],
)
def test_a_task_passed_from_one_agency_to_another_on_a_day(level: Level, on: date, kind: AgencyKind) -> None:
    assert actions.load_task_owners() > 0
    assert queries.owner_of("rehab_management", level, on) == kind


@pytest.mark.django_db
def test_the_standard_owners_load_once_and_keep_what_is_there() -> None:
    added = actions.load_task_owners()
    assert added == TaskOwner.objects.count() >= 15
    assert actions.load_task_owners() == 0
    assert all(row.source and row.confidence for row in TaskOwner.objects.all())


@pytest.mark.django_db
def test_no_owner_is_a_refusal_and_a_wrong_task_a_fault() -> None:
    actions.load_task_owners()
    with pytest.raises(Refused, match="không có cơ quan nào ở cấp huyện"):
        queries.owner_of("rehab_management", Level.DISTRICT, date(2025, 7, 1))
    with pytest.raises(UnknownName):
        queries.owner_of("no_such_task", Level.PROVINCE, IN_2020)


@pytest.mark.django_db
def test_passing_a_task_ends_the_old_owner_and_begins_the_new() -> None:
    actions.load_task_owners()
    values: dict[str, Any] = {"source": "thử", "confidence": "INFER", "by": BY, "at": NOW}
    actions.pass_task(task="employment", level=Level.COMMUNE, to=AgencyKind.UBND, on=date(2027, 1, 1), **values)
    assert queries.owner_of("employment", Level.COMMUNE, date(2026, 12, 31)) == AgencyKind.VH_XH
    assert queries.owner_of("employment", Level.COMMUNE, date(2027, 1, 1)) == AgencyKind.UBND
    assert [row.kind for row in queries.owners("employment").filter(level="commune")] == ["ubnd", "vh_xh", "ubnd"]
    assert AuditEntry.objects.filter(code="task.passed").count() == 1
    for to, on in ((AgencyKind.UBND, date(2028, 1, 1)), (AgencyKind.Y_TE, date(2026, 1, 1))):
        with pytest.raises(Refused):
            actions.pass_task(task="employment", level=Level.COMMUNE, to=to, on=on, **values)


def _owner(valid_from: date, valid_to: date | None, **changed: Any) -> TaskOwner:
    values: dict[str, Any] = {
        "task": "employment",
        "level": "commune",
        "kind": "ubnd",
        "valid_from": valid_from,
        "valid_to": valid_to,
        "source": "thử",
        "confidence": "INFER",
    }
    return TaskOwner.objects.create(**{**values, **changed})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("valid_from", "valid_to"),
    [
        (date(2020, 1, 1), date(2021, 1, 1)),
        (date(2019, 1, 1), date(2020, 1, 2)),
        (date(2020, 6, 1), date(2020, 7, 1)),
        (date(2019, 1, 1), date(2022, 1, 1)),
        (date(2020, 12, 31), None),
        (date(2019, 1, 1), None),
    ],
)
def test_the_table_refuses_two_owners_on_one_day(valid_from: date, valid_to: date | None) -> None:
    _owner(date(2020, 1, 1), date(2021, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        _owner(valid_from, valid_to, kind="y_te")
    elsewhere = _owner(valid_from, valid_to, kind="y_te", level="province")
    elsewhere.level = "commune"
    with pytest.raises(IntegrityError), transaction.atomic():
        elsewhere.save(update_fields=["level"])


@pytest.mark.django_db
def test_the_table_allows_neighbours_in_time_other_levels_and_other_tasks() -> None:
    _owner(date(2020, 1, 1), date(2021, 1, 1))
    _owner(date(2021, 1, 1), None)
    _owner(date(2019, 1, 1), date(2020, 1, 1))
    _owner(date(2020, 1, 1), date(2021, 1, 1), level="province")
    _owner(date(2020, 1, 1), date(2021, 1, 1), task="social_protection")
    assert TaskOwner.objects.count() == 5


@pytest.mark.django_db
@pytest.mark.parametrize("bad", [{"kind": "x"}, {"level": "x"}, {"confidence": "sure"}, {"valid_to": date(2020, 1, 1)}])
def test_the_table_refuses_unknown_words_and_empty_periods(bad: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _owner(**{"valid_from": date(2020, 1, 1), "valid_to": None, **bad})


def test_a_package_above_may_register_a_task_once() -> None:
    assert tasks.tasks["rehab_management"].label.startswith("Quản lý")
    with pytest.raises(ValueError, match="register"):
        tasks.declare("rehab_management", "lần nữa")
