"""Registers of what surrounds people stay with the unit that ended: its successor goes on with each of them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from hoanhap.kernel import clock
from hoanhap.people.community.clubs.models import ClubMember
from hoanhap.people.community.points.models import PointStaff
from hoanhap.people.community.schemes import movements, naming
from hoanhap.people.community.schemes.models import Site
from hoanhap.people.community.training.models import Trainee
from hoanhap.people.succession import actions
from tests.cast import NOW, SETTER, TODAY
from tests.domain.care.talks import consent
from tests.domain.community import around
from tests.domain.community.test_points import point
from tests.domain.succession.conftest import AT, NIGHT, Scene
from tests.map_changes import DAY


@pytest.fixture
def taken_over(merged: Scene, client: Client) -> Callable[[], Client]:
    """The night goes by, the next morning the officer of Thường Lạc sits in the ward."""

    def morning() -> Client:
        actions.hand_over_all(on=DAY, by=NIGHT, at=AT)
        clock.set_start(clock.at(DAY + timedelta(days=1), 9))
        client.force_login(merged.cast.officer)
        return client

    return morning


def sent(client: Client, address: str, **typed: object) -> None:
    answer = client.post(address, typed)
    assert answer.status_code == 302, answer.content.decode()


def test_people_of_the_new_unit_join_the_club_they_had(merged: Scene, taken_over: Callable[[], Client]) -> None:
    club = around.club(merged.cast.thuong_lac)
    for person in merged.persons[:2]:
        consent(merged.cast, person, "groups")
    around.join(club, merged.persons[0])
    client = taken_over()
    assert "Trần Văn Bình" in client.get(f"/clubs/{club.pk}/join/").content.decode()
    sent(client, f"/clubs/{club.pk}/join/", people=[str(merged.persons[1].pk)], on="02/07/2020")
    assert set(ClubMember.objects.values_list("person_id", flat=True)) == {one.pk for one in merged.persons[:2]}


def test_who_is_new_in_the_ward_works_at_the_point_it_had(merged: Scene, taken_over: Callable[[], Client]) -> None:
    here, client = point(merged.cast.thuong_lac), taken_over()
    moi = around.worker(merged.ward, "Lê Văn Mới")
    sent(client, f"/points/{here.pk}/staff/", worker=str(moi.pk), valid_from="02/07/2020")
    assert PointStaff.objects.get().worker_id == moi.pk


def test_a_scheme_spreads_to_the_new_unit(merged: Scene, taken_over: Callable[[], Client]) -> None:
    scheme, client = around.scheme(merged.cast.thuong_lac), taken_over()
    unit = merged.ward.pk
    sent(
        client, f"/schemes/{scheme.pk}/unit/{unit}/sites/add/", unit=str(unit), planned_on="02/07/2020", label="khóm 1"
    )
    assert Site.objects.get().unit_id == unit


def test_old_and_new_workers_go_to_the_course_the_old_unit_gives(
    merged: Scene, taken_over: Callable[[], Client]
) -> None:
    """The unit that took it over gives it now: it need not ask itself."""
    mai, course = around.worker(merged.cast.thuong_lac, "Trần Thị Mai"), around.course(merged.cast.thuong_lac)
    client = taken_over()
    moi = around.worker(merged.ward, "Lê Văn Mới")
    address = f"/training/{course.pk}/unit/{merged.ward.pk}/nominate/"
    sent(client, address, workers=[str(mai.pk), str(moi.pk)], category="other")
    assert set(Trainee.objects.values_list("worker_id", "answer")) == {(mai.pk, "accepted"), (moi.pk, "accepted")}


def test_the_movements_of_the_old_unit_are_those_of_the_new(merged: Scene, taken_over: Callable[[], Client]) -> None:
    old, said = merged.cast.thuong_lac, {"by": SETTER, "at": NOW}
    added = naming.add_movement(unit=old, name="Ấp bình yên", valid_from=TODAY, **said)  # type: ignore[arg-type]
    naming.add_spelling(unit=old, code=added.code, name="Ấp yên vui", on=TODAY, **said)  # type: ignore[arg-type]
    page = taken_over().get("/movements/").content.decode()
    assert "Ấp bình yên" in page
    assert "Ấp yên vui" in page
    assert movements.resolve("ap yen vui", merged.ward.path, DAY) == added.code
    assert movements.resolve("ap yen vui", merged.cast.phu_thuan_b.path, DAY) is None


def test_a_neighbour_is_no_successor(merged: Scene, taken_over: Callable[[], Client]) -> None:
    scheme = around.scheme(merged.cast.phu_thuan_b)
    client, unit = taken_over(), merged.ward.pk
    facts = {"unit": str(unit), "planned_on": "02/07/2020", "label": "khóm 1"}
    assert client.post(f"/schemes/{scheme.pk}/unit/{unit}/sites/add/", facts).status_code == 404
