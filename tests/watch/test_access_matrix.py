"""Every door is knocked at as everybody, at everything, by every method; the table in doors.py says the answer.

There are more than ninety thousand knocks: every eighth is taken on SQLite, every sixteenth, other ones, on PostgreSQL,
where each answer takes longer; always the same. `./hoanhap prove whole_matrix` takes them all, and those no door takes.
Whoever is nearest to being let in, and is not, knocks at every door (`test_forbidden_and_missing_are_one_page`).
"""

import logging
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import path
from pytest_django import DjangoDbBlocker, Settings

from hoanhap.exchange.models import ImportBatch
from hoanhap.foundation import audit
from hoanhap.foundation.access import roles
from hoanhap.foundation.access.permissions import Permission, permissions
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases.models import Case
from hoanhap.people.community.models import TaskForce, WorkPlan, WorkTask
from hoanhap.people.community.policy import CommunityPermission
from hoanhap.people.reintegration.models import Partner
from hoanhap.site import urls as root
from hoanhap.steering.reports.models import Report
from hoanhap.web.office import doors
from hoanhap.web.office.door import SUPPORT, Door, Reach
from hoanhap.web.office.doors import DOORS
from tests import cast as stage
from tests.cast import NOW
from tests.watch.matrix import grounds, kept, knocking, things
from tests.watch.matrix.grounds import CLOSED, GONE, NEIGHBOUR, OWN, SEALED, STRANGE, UNRELATED, World
from tests.watch.matrix.kept import Table
from tests.watch.matrix.knocking import NOBODY, House, Knock
from tests.watch.matrix.oracle import METHODS

OPEN = (Reach.EVERYBODY, Reach.NOBODY)  # they answer strangers themselves
LEAST_PROBES = 10_000


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Thousands of expected refusals would bury what a failing walk has to say."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once for all these tests: whatever a knock does is undone, so none of them finds it changed."""
    clock.set_start(NOW)
    with django_db_blocker.unblock(), transaction.atomic():
        yield grounds.build(stage.make())
        transaction.set_rollback(True)
    clock.set_start(None)


@pytest.fixture
def house(world: World, db: None) -> House:
    return House(world)


# --- the walks ----------------------------------------------------------------------------------------------------


def test_every_route_is_declared_and_every_line_leads_somewhere() -> None:
    assert doors.undeclared() == []
    assert doors.without_route() == []
    assert len(DOORS) > 40


def test_the_declared_posts_are_those_that_were_granted_the_permission() -> None:
    assert doors.misgranted() == []


def test_everything_an_address_can_name_is_made_somewhere() -> None:
    assert things.missing({part for door in DOORS for part in grounds.parts_of(door)}) == []


@pytest.mark.parametrize("room", sorted(knocking.rooms()))
def test_everybody_at_every_door(house: House, room: str) -> None:
    """Room by room, so that whatever is wrong in one of them is found there first."""
    assert house.walk(knocking.rooms()[room], takes=knocks_of_this_run()).wrong == []


def test_the_rooms_have_all_the_doors_and_everybody_knocks_often_enough(house: House) -> None:
    assert sorted(name for doors_of_it in knocking.rooms().values() for name in doors_of_it) == sorted(DOORS)
    taken = sum(map(knocks_of_this_run(), house.knocks()))
    assert taken >= (LEAST_PROBES if connection.vendor == "sqlite" else LEAST_PROBES // 2)


def knocks_of_this_run() -> Callable[[Knock], bool]:
    return knocking.sample(8) if connection.vendor == "sqlite" else knocking.sample(16, rest=1)


def test_the_matrix_has_every_role_everywhere_by_every_method(house: House) -> None:
    held = {seat.role for seats in house.seats.values() for seat in seats}
    assert held == set(Role)
    knocks = list(house.knocks({"case", "people"}))
    assert {knock.where for knock in knocks if knock.door == "case"} == {
        OWN, UNRELATED, NEIGHBOUR, STRANGE, CLOSED, SEALED, GONE,
    }  # fmt: skip
    assert {knock.who for knock in knocks} >= {NOBODY, "unposted", "former_officer", "helper", "inspector"}
    assert {knock.method for knock in knocks} == set(METHODS)


def test_a_stranger_to_the_house_is_led_to_the_sign_in(house: House) -> None:
    wrong = []
    for knock in house.knocks():
        if knock.who != NOBODY or DOORS[knock.door].reach in OPEN or knock.where not in (OWN, STRANGE):
            continue
        answer = house.ask(NOBODY, knock.method, knock.address)
        if not answer.headers.get("Location", "").startswith("/sign-in/?next="):
            wrong.append(knock.said)
    assert wrong == []


def test_no_act_without_the_token_of_its_form_whoever_sends_it(house: House) -> None:
    wrong = []
    for knock in house.knocks():
        if knock.method == "POST" and knock.who in ("officer", "unposted") and knock.where in (OWN, STRANGE):
            status = house.ask(knock.who, "POST", knock.address, csrf=True).status_code
            if status != 403:
                wrong.append(f"{knock.said}: {status}")
    assert wrong == []


@pytest.mark.once("sqlite")
@pytest.mark.parametrize("room", sorted(knocking.rooms()))
def test_forbidden_and_missing_are_one_page(house: House, room: str) -> None:
    """What is another's, or for another post, answers byte for byte like what is not there, by GET and by POST.

    Nor is anybody asked for his second factor there: the question itself would tell that something is there.
    """
    with knocking.known_by_now(), mock.patch("hoanhap.web.office.step_up.is_fresh", return_value=False):
        assert [knock.said for knock in house.refused(knocking.rooms()[room]) if not unseen(house, knock)] == []


@pytest.mark.once("sqlite")
@pytest.mark.parametrize("room", sorted(knocking.rooms()))
def test_each_page_offers_its_reader_his_own_doors_and_none_that_is_shut(house: House, room: str) -> None:
    """And what a look writes into the log is written, each time."""
    pages = knocking.rooms()[room]
    seen = looked_at(house, pages)
    assert seen.shut == []
    assert seen.named == []
    offers, looks = ((kept.OFFERS, seen.offers), (kept.LOOKS, seen.looks))
    assert [*kept.differences(*offers, pages), *kept.differences(*looks, pages)] == []


def test_the_kept_tables_name_pages_of_the_house_alone() -> None:
    """A page that is gone belongs to no room any more, so nobody would compare its lines."""
    pages = kept.pages_of(kept.OFFERS) | kept.pages_of(kept.LOOKS)
    assert len(pages) > 200
    assert sorted(pages - DOORS.keys()) == []


@dataclass
class Seen:
    """Doors that are offered and would be shut; things named that no door shows the reader; all doors each page offers
    to each reader; what his look wrote.
    """

    shut: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    offers: Table = field(default_factory=kept.empty)
    looks: Table = field(default_factory=kept.empty)


def looked_at(house: House, pages: set[str]) -> Seen:
    seen, known = Seen(), dict[tuple[str, str, str], bool]()
    with knocking.known_by_now():
        for knock in house.pages(pages):
            look = house.look(knock.who, knock.address)
            for code in look.codes:
                seen.looks[knock.door][code].add(knock.who)
            away = house.shut_away.get(knock.who, {})
            seen.named += [f"{knock.said} names {away[key]}" for key in sorted(look.named & away.keys())]
            for method, address in look.doors:
                seen.offers[knock.door][knocking.name_of(address)].add(knock.who)
                asked = (knock.who, method, address)
                if asked not in known:
                    known[asked] = house.ask(*asked).status_code != 404
                if not known[asked]:
                    seen.shut.append(f"{knock.said}: {method} {address}")
    return seen


def unseen(house: House, knock: Knock) -> bool:
    """Whether this knock is answered like one at a thing that is not there."""
    page, gone = house.ask(knock.who, knock.method, knock.address), house.address(knock.door, GONE)
    if page.status_code != 404 or gone is None:
        return page.status_code == 404
    missing = house.ask(knock.who, knock.method, gone)
    return missing.status_code == 404 and plain(page, knock.address) == plain(missing, gone)


def plain(page: Any, address: str) -> str:
    """A page without what differs by itself: the tokens of its forms and its own address."""
    lines = page.content.decode().replace(address, "/here/").splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)


# --- known-bad controls -------------------------------------------------------------------------------------------


def _open_door(request: HttpRequest, **named: object) -> HttpResponse:
    return HttpResponse("everything")


urlpatterns = [path("back-door/", _open_door, name="back-door"), path("nameless/", _open_door), *root.urlpatterns]
handler404 = root.handler404


def test_a_route_nobody_declared_is_noticed(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    assert doors.undeclared() == ["back-door: /back-door/", "no name: /nameless/"]
    assert [message.id for message in doors.check()] == ["office.E001", "office.E001"]


def test_a_second_route_under_a_declared_name_is_noticed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "tests.watch.test_access_matrix.urlpatterns", [path("also/", _open_door, name="people"), *root.urlpatterns]
    )
    settings.ROOT_URLCONF = __name__
    assert len(doors.undeclared()) == 1


def test_a_door_whose_part_nobody_makes_is_noticed_and_says_what_to_add(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, house: House
) -> None:
    monkeypatch.setattr(
        "tests.watch.test_access_matrix.urlpatterns",
        [path("back/<uuid:thing_id>/", _open_door, name="back-door"), *root.urlpatterns],
    )
    settings.ROOT_URLCONF = __name__
    monkeypatch.setitem(DOORS, "back-door", Door(("GET",), Reach.SIGNED_IN, purpose=SUPPORT))
    with pytest.raises(AssertionError, match=r"“thing_id” has no maker: add one in tests/watch/matrix/things.py"):
        house.walk({"back-door"})


def test_a_role_granted_more_than_declared_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    shut = Door(
        ("GET",), Reach.POST, frozenset({Role.COMMUNE_OFFICER}), DOORS["task-forces"].permissions, purpose=SUPPORT
    )
    monkeypatch.setitem(DOORS, "task-forces", shut)
    assert doors.misgranted() == ["task-forces"]


def _with_roles(door: str, change: Callable[[frozenset[Role]], frozenset[Role]]) -> Door:
    old = DOORS[door]
    return Door(old.methods, old.reach, change(old.roles), old.permissions, purpose=old.purpose)


@pytest.mark.parametrize("door", ["task-force", "case", "report", "people", "holidays"])
def test_a_role_taken_off_the_line_of_a_door_is_noticed(
    house: House, monkeypatch: pytest.MonkeyPatch, door: str
) -> None:
    gone = next(iter(sorted(DOORS[door].roles)))
    monkeypatch.setitem(DOORS, door, _with_roles(door, lambda those: those - {gone}))
    assert any("200" in line for line in house.walk({door}).wrong)


@pytest.mark.parametrize(
    ("role", "permission", "door"),
    [
        (Role.FRONT_CADRE, "cases.read", "case"),
        (Role.HELPER, "cases.read", "case"),
        (Role.JUSTICE, "reports.fill", "report-remarks"),
        (Role.ADMINISTRATOR, "reports.read", "report"),
        (Role.INSPECTOR, "cases.move", "case-move"),
        (Role.FRONT_CADRE, "community.keep_task_force", "task-force-member-add"),
    ],
)
def test_a_grant_too_many_is_noticed(
    house: House, monkeypatch: pytest.MonkeyPatch, role: Role, permission: str, door: str
) -> None:
    monkeypatch.setitem(roles._granted, role, {*roles.allowed_to(role), permissions[permission]})
    assert house.walk({door}).wrong != []


def test_a_door_no_longer_offered_is_noticed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad: a page that forgets that its reader may."""
    asks = Viewer.may

    def forgetful(viewer: Viewer, permission: Permission, path: str | None = None) -> bool:
        return permission is not CommunityPermission.KEEP_POINT and asks(viewer, permission, path)

    assert kept.differences(kept.OFFERS, looked_at(house, {"point"}).offers, {"point"}) == []
    monkeypatch.setattr(Viewer, "may", forgetful)
    assert "point: point-staff for officer is missing" in kept.differences(
        kept.OFFERS, looked_at(house, {"point"}).offers, {"point"}
    )


def test_a_choice_of_another_province_is_noticed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad: a form that offers the partners of everybody."""
    assert looked_at(house, {"support-new"}).named == []
    monkeypatch.setattr("hoanhap.people.reintegration.policy.partners_for", lambda viewer: Partner.objects.all())
    assert any("partner_id, other province" in line for line in looked_at(house, {"support-new"}).named)


def test_a_look_no_longer_written_down_is_noticed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept.differences(kept.LOOKS, looked_at(house, {"case-circle"}).looks, {"case-circle"}) == []
    monkeypatch.setattr(audit, "record", lambda *_words, **_more: None)
    assert "case-circle: commitment.read for officer is missing" in kept.differences(
        kept.LOOKS, looked_at(house, {"case-circle"}).looks, {"case-circle"}
    )


def _any_report(viewer: object, report_id: uuid.UUID, *, to: object) -> Report:
    return Report.objects.select_related("unit", "run").get(pk=report_id)


def _any_force(viewer: object, task_force_id: uuid.UUID, *, to: object) -> TaskForce:
    return TaskForce.objects.get(pk=task_force_id)


def _any_plan(viewer: object, plan_id: uuid.UUID, *, to: object) -> WorkPlan:
    return WorkPlan.objects.select_related("task_force__unit").get(pk=plan_id)


def _any_task(viewer: object, task_id: uuid.UUID, *, to: object) -> WorkTask:
    return WorkTask.objects.select_related("plan__task_force__unit").get(pk=task_id)


def _any_case(viewer: object, case_id: uuid.UUID, **to: object) -> Case:
    return Case.objects.select_related("person", "unit").get(pk=case_id)


def _any_batch(viewer: object, batch_id: uuid.UUID) -> ImportBatch:
    return ImportBatch.objects.select_related("unit").get(pk=batch_id)


@pytest.mark.parametrize(
    ("gate", "lets_in", "door"),
    [
        ("hoanhap.steering.reports.policy.get_report_for", _any_report, "report"),
        ("hoanhap.people.community.policy.get_task_force_for", _any_force, "task-force"),
        ("hoanhap.people.community.policy.get_plan_for", _any_plan, "work-plan"),
        ("hoanhap.people.community.policy.get_task_for", _any_task, "work-task-done"),
        ("hoanhap.people.cases.policy.get_case_for", _any_case, "case"),
        ("hoanhap.people.care.policy.get_case_for", _any_case, "contact-log"),
        ("hoanhap.exchange.policy.get_batch_for", _any_batch, "import-preview"),
        ("hoanhap.web.office.imports.before.require_importer", lambda request: None, "import-template"),
        ("hoanhap.web.office.calendar.views.require_editor", lambda request: None, "holidays"),
    ],
)
def test_a_gate_that_lets_everybody_in_is_noticed(
    house: House, monkeypatch: pytest.MonkeyPatch, gate: str, lets_in: Callable[..., Any], door: str
) -> None:
    monkeypatch.setattr(gate, lets_in)
    assert house.walk({door}).wrong != []


def test_a_gate_that_keeps_everybody_out_is_noticed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_args: object, **_kwargs: object) -> None:
        raise NotHere

    monkeypatch.setattr("hoanhap.steering.reports.policy.get_report_for", nobody)
    assert any("own commune: 404" in line for line in house.walk({"report"}).wrong)


def test_a_sealed_file_that_opens_is_noticed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hoanhap.people.cases.policy.UNSEALED", Q())
    assert any(f"{SEALED}: 200" in line for line in house.walk({"case"}).wrong)


def test_an_answer_that_tells_forbidden_from_missing_is_noticed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def chatty(request: object) -> HttpResponse:
        return HttpResponse("verboten", status=403)

    monkeypatch.setattr("hoanhap.web.office.middleware.errors.not_found", chatty)
    assert any(": 403" in line for line in house.walk({"import-preview"}).wrong)
