"""Every door is knocked at as everybody: each post, own and other commune, every method; the table says the answer."""

import logging
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver, path, reverse
from pytest_django import Settings

from hoanhap.exchange.models import ImportBatch
from hoanhap.exchange.people_list import actions as imports
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.approvals import actions as approvals
from hoanhap.foundation.approvals.states import Verb
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases.models import Case
from hoanhap.people.community import actions as community
from hoanhap.people.community.models import MemberRole, TaskForce
from hoanhap.site import urls as root
from hoanhap.steering.reports import actions as reports
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports.form import Window
from hoanhap.steering.reports.models import Report
from hoanhap.web.office import doors
from hoanhap.web.office.doors import DOORS, SUPPORT, Door, Reach
from tests import cast as stage
from tests import people
from tests.cast import NOW, SETTER, Cast
from tests.web.office.imports import lists

OWN, UNHELPED, OTHER = "own commune", "own commune, not the helper's", "other province"
LOOKED = {200, 302}
ACTED = {200, 302, 422}  # an empty body may be refused in words


@dataclass(frozen=True)
class Knock:
    """One request and what must come back."""

    door: str
    who: str
    where: str
    method: str
    address: str
    allowed: frozenset[int]


@dataclass
class World:
    """The cast, and the same things in a commune of its own and in one of another province."""

    cast: Cast
    targets: dict[str, dict[str, Any]]
    clients: dict[str, Client]


# --- the world ----------------------------------------------------------------------------------------------------


def things_of(cast: Cast, unit: Place, helper: Account | None, *, number: int) -> dict[str, Any]:
    """One of everything that stands in an address, all of this commune."""
    person = people.register_person(cast, f"Nguyễn Văn Ví Dụ {number}", unit=unit, birth=str(1980 + number))
    case = people.open_home_case(cast, person)
    assignment = people.assign_helper(cast, case, account=helper)
    contact = people.log_contact(cast, case, on=date(2020, 5, 20))
    return {"person_id": person.pk, "case_id": case.pk, "assignment_id": assignment.pk, "contact_id": contact.pk}


def office_of(cast: Cast, unit: Place, writer: Account) -> dict[str, Any]:
    """Its task force, its report with figures, and a list that waits."""
    force = community.set_up(
        unit=unit,
        decision_number="12/QĐ-UBND",
        decision_on=date(2020, 1, 5),
        valid_from=date(2020, 1, 6),
        by=SETTER,
        at=NOW,
    )
    member = community.add_member(
        force, name="Lê Văn Ví Dụ", role=MemberRole.HEAD, valid_from=date(2020, 1, 6), by=SETTER, at=NOW
    )
    shape, viewer = report_forms.get("BC01"), cast.viewer(writer)
    report = reports.open_report(shape, unit, shape.period(Window.MONTH, 2020, 6), by=viewer, at=NOW)
    reports.fill(report, by=viewer, at=NOW)
    # Returned: the unit may go on with it, and the levels above have seen it (a draft they would not).
    for verb in (Verb.SUBMIT, Verb.RETURN):
        approvals.act(report.run, verb, by=viewer.actor, at=NOW, reason="12/6")
    batch = imports.preview(lists.sheet(), name="a.xlsx", unit=unit, on=stage.TODAY, by=SETTER, at=NOW)
    return {
        "unit": unit.pk,
        "task_force_id": force.pk,
        "member_id": member.pk,
        "report_id": report.pk,
        "batch_id": batch.pk,
        "kind": "json",
        "code": "stock.total",
    }


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Thousands of expected refusals would bury what a failing walk has to say."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def world(db: None) -> Iterator[World]:
    clock.set_start(NOW)
    cast = stage.make()
    own, other = office_of(cast, cast.thuong_lac, cast.officer), office_of(cast, cast.vinh_xuong, cast.stranger_officer)
    targets = {
        OWN: own | things_of(cast, cast.thuong_lac, cast.helper, number=1),
        UNHELPED: own | things_of(cast, cast.thuong_lac, None, number=2),
        OTHER: other | things_of(cast, cast.vinh_xuong, None, number=3),
    }
    yield World(cast, targets, {name: entered(account) for name, account in accounts(cast).items()})
    clock.set_start(None)


def accounts(cast: Cast) -> dict[str, Account]:
    return {name: value for name, value in vars(cast).items() if isinstance(value, Account)}


def entered(account: Account, *, csrf: bool = False) -> Client:
    client = Client(enforce_csrf_checks=csrf, raise_request_exception=False)
    client.force_login(account, backend=django_settings.AUTHENTICATION_BACKENDS[-1])
    return client


# --- what the table says ------------------------------------------------------------------------------------------


def names_in(door: str) -> set[str]:
    """The parts of a door's address that name something."""
    converters = next(
        pattern.pattern.converters for pattern in patterns(get_resolver()) if getattr(pattern, "name", "") == door
    )
    return set(converters)


def patterns(resolver: Any) -> Iterator[Any]:
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from patterns(entry)
        else:
            yield entry


def opens(door: Door, account: Account, unit_path: str, *, helped: bool) -> bool:
    """Whether the table opens this door for this account with something of that unit."""
    for seat in account.postings.all():
        role = Role(seat.role)
        if role not in door.roles:
            continue
        if door.reach is Reach.POST:
            return True
        if door.reach is Reach.UNIT and seat.path == unit_path:
            return True
        if door.reach is Reach.ABOVE and parent(unit_path) == seat.path:
            return True
        if door.reach is Reach.BELOW and unit_path.startswith(seat.path) and (role is not Role.HELPER or helped):
            return True
    return False


def parent(unit_path: str) -> str:
    return unit_path.rstrip("/").rpartition("/")[0] + "/"


def knocks(world: World, wanted: set[str] | None = None) -> Iterator[Knock]:
    """Every door × everybody × own and other × the methods it takes."""
    for name, door in DOORS.items():
        if wanted is not None and name not in wanted:
            continue
        parts = names_in(name)
        for where, things in world.targets.items() if parts else [(OWN, {})]:
            if where == UNHELPED and not parts & {"case_id", "person_id", "contact_id", "assignment_id"}:
                continue
            address = reverse(name, kwargs={part: things[part] for part in parts})
            unit = world.cast.vinh_xuong if where == OTHER else world.cast.thuong_lac
            for who, account in accounts(world.cast).items():
                may = door.reach in (Reach.EVERYBODY, Reach.SIGNED_IN) or opens(
                    door, account, unit.path, helped=where == OWN
                )
                for method in door.methods:
                    answers = (LOOKED if method == "GET" else ACTED) if may else {404}
                    yield Knock(name, who, where, method, address, frozenset(answers))


def walk(world: World, wanted: set[str] | None = None) -> list[str]:
    """Knock everywhere; what did not answer as the table says. Nothing that is done stays done."""
    wrong = []
    for knock in knocks(world, wanted):
        status = ask(world.clients[knock.who], knock.method, knock.address)
        if status not in knock.allowed:
            wrong.append(
                f"{knock.door} {knock.method} as {knock.who}, {knock.where}: {status}, not {sorted(knock.allowed)}"
            )
    return wrong


def ask(client: Client, method: str, address: str) -> int:
    """The status of one request, with everything it changed rolled back and the session as before."""
    cookies = client.cookies.copy()
    before_it = transaction.savepoint()
    try:
        return int(client.generic(method, address, b"", "application/x-www-form-urlencoded").status_code)
    finally:
        transaction.savepoint_rollback(before_it)
        client.cookies = cookies


# --- the walks ----------------------------------------------------------------------------------------------------


def test_every_route_is_declared_and_every_line_leads_somewhere() -> None:
    assert doors.undeclared() == []
    assert doors.without_route() == []
    assert len(DOORS) > 40


def test_the_declared_posts_are_those_that_were_granted_the_permission() -> None:
    assert doors.misgranted() == []


def test_everybody_at_every_door(world: World) -> None:
    assert walk(world) == []


def test_a_stranger_to_the_house_is_led_to_the_sign_in(world: World) -> None:
    wrong = []
    for knock in knocks(world):
        if DOORS[knock.door].reach is Reach.EVERYBODY or knock.who != "officer":
            continue
        answer = Client().generic(knock.method, knock.address)
        if answer.status_code != 302 or not answer.headers["Location"].startswith("/sign-in/?next="):
            wrong.append(f"{knock.door} {knock.method}: {answer.status_code}")
    assert wrong == []


def test_a_method_a_door_does_not_take_is_refused_to_everybody_alike(world: World) -> None:
    wrong = []
    for knock in knocks(world):
        if knock.who not in ("officer", "stranger_officer") or knock.where != OWN:
            continue
        for method in {"GET", "POST", "DELETE"} - set(DOORS[knock.door].methods):
            status = ask(world.clients[knock.who], method, knock.address)
            if status != 405:
                wrong.append(f"{knock.door} {method} as {knock.who}: {status}")
    assert wrong == []


def test_no_act_without_the_token_of_its_form_whoever_sends_it(world: World) -> None:
    wrong = []
    for who in ("officer", "stranger_officer"):
        client = entered(getattr(world.cast, who), csrf=True)
        for knock in knocks(world):
            if knock.method == "POST" and knock.who == who and ask(client, "POST", knock.address) != 403:
                wrong.append(f"{knock.door} as {who}, {knock.where}")
    assert wrong == []


def test_forbidden_and_missing_are_one_page(world: World) -> None:
    """For every door that names something: what is another's answers byte for byte like what is not there."""
    client, wrong = world.clients["stranger_officer"], []
    for name, door in DOORS.items():
        parts = names_in(name)
        if not parts or "GET" not in door.methods:
            continue
        real = reverse(name, kwargs={part: world.targets[OWN][part] for part in parts})
        none = reverse(name, kwargs={part: missing(world.targets[OWN][part]) for part in parts})
        pages = [client.get(address) for address in (real, none)]
        if [page.status_code for page in pages] != [404, 404] or plain(pages[0], real) != plain(pages[1], none):
            wrong.append(name)
    assert wrong == []


def missing(value: object) -> object:
    if isinstance(value, uuid.UUID):
        return uuid.UUID(int=value.int ^ 1)
    return value + 5_000_000 if isinstance(value, int) else value


def plain(page: Any, address: str) -> str:
    """A page without what differs by itself: the tokens of its forms and its own address."""
    lines = page.content.decode().replace(address, "/here/").splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)


# --- known-bad controls -------------------------------------------------------------------------------------------


def _open_door(request: HttpRequest) -> HttpResponse:
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


def test_a_role_granted_more_than_declared_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    shut = Door(
        ("GET",), Reach.POST, frozenset({Role.COMMUNE_OFFICER}), DOORS["task-forces"].permissions, purpose=SUPPORT
    )
    monkeypatch.setitem(DOORS, "task-forces", shut)
    assert doors.misgranted() == ["task-forces"]


def _any_report(viewer: object, report_id: uuid.UUID, *, to: object) -> Report:
    return Report.objects.select_related("unit", "run").get(pk=report_id)


def _any_force(viewer: object, task_force_id: uuid.UUID, *, to: object) -> TaskForce:
    return TaskForce.objects.get(pk=task_force_id)


def _any_case(viewer: object, case_id: uuid.UUID, **to: object) -> Case:
    return Case.objects.select_related("person", "unit").get(pk=case_id)


def _any_batch(viewer: object, batch_id: uuid.UUID) -> ImportBatch:
    return ImportBatch.objects.select_related("unit").get(pk=batch_id)


@pytest.mark.parametrize(
    ("gate", "lets_in", "door"),
    [
        ("hoanhap.steering.reports.policy.get_report_for", _any_report, "report"),
        ("hoanhap.people.community.policy.get_task_force_for", _any_force, "task-force"),
        ("hoanhap.people.cases.policy.get_case_for", _any_case, "case"),
        ("hoanhap.people.care.policy.get_case_for", _any_case, "contact-log"),
        ("hoanhap.exchange.policy.get_batch_for", _any_batch, "import-preview"),
        ("hoanhap.web.office.imports.before.require_importer", lambda request: None, "import-template"),
        ("hoanhap.web.office.calendar.views.require_editor", lambda request: None, "holidays"),
    ],
)
def test_a_gate_that_lets_everybody_in_is_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch, gate: str, lets_in: Callable[..., Any], door: str
) -> None:
    assert walk(world, {door}) == []
    monkeypatch.setattr(gate, lets_in)
    assert walk(world, {door}) != []


def test_a_gate_that_keeps_everybody_out_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_args: object, **_kwargs: object) -> None:
        raise NotHere

    monkeypatch.setattr("hoanhap.steering.reports.policy.get_report_for", nobody)
    assert any("own commune: 404" in line for line in walk(world, {"report"}))


def test_an_answer_that_tells_forbidden_from_missing_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def chatty(request: object) -> HttpResponse:
        return HttpResponse("verboten", status=403)

    monkeypatch.setattr("hoanhap.web.office.middleware.errors.not_found", chatty)
    assert any(": 403" in line for line in walk(world, {"import-preview"}))
