"""Generated requests at every door as everybody: whatever is sent, the answer is never a fault of ours.

Full size: over 100,000 requests, a part of them made by schemathesis from an OpenAPI description of the doors, the
others from the real forms and addresses with hostile values in them.
"""

import logging
import random
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.http import urlencode
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker, Settings

from hoanhap.kernel import clock
from hoanhap.site import urls as root
from hoanhap.web.office.doors import DOORS
from tests import cast as stage
from tests.cast import NOW
from tests.proofs import hostile, size
from tests.proofs.conftest import Figure
from tests.proofs.hostile import FORM, Sender, Sent
from tests.watch.matrix import grounds
from tests.watch.matrix.grounds import World

pytestmark = pytest.mark.once("postgres")

Fields = dict[str, dict[str, list[str]]]
BY_HAND = size.of(small=1_500, full=82_000)
BY_SCHEMA = size.of(small=150, full=20_000)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once for all these tests: whatever a request does is undone."""
    clock.set_start(NOW)
    with django_db_blocker.unblock(), transaction.atomic():
        yield grounds.build(stage.make())
        transaction.set_rollback(True)
    clock.set_start(None)


@pytest.fixture(scope="module")
def fields(world: World) -> Fields:
    """What every form asks, read once from its page."""
    return hostile.fields_of(Sender(world))


@pytest.fixture
def sender(world: World, db: None) -> Sender:
    return Sender(world)


def flood(
    sender: Sender, fields: Fields, count: int, *, doors: tuple[str, ...] = tuple(DOORS), seed: int = 20_260_701
) -> None:
    draw = random.Random(seed)  # noqa: S311 - the same requests every time
    for _number in range(count):
        door = draw.choice(doors)
        methods = (*DOORS[door].methods, *DOORS[door].methods, "HEAD", "PUT") if door in DOORS else ("GET",)
        method = draw.choice(methods)
        body, kind = hostile.body_of(fields.get(door, {}), draw) if method in ("POST", "PUT") else (b"", FORM)
        address = hostile.address_of(sender, door, draw)
        sender.send(Sent(door, draw.choice(hostile.WALKERS), method, address, body, kind, hostile.headers(draw)))


def test_no_request_made_of_forms_and_hostile_words_is_a_fault(sender: Sender, fields: Fields, figure: Figure) -> None:
    start = time.monotonic()
    flood(sender, fields, BY_HAND)
    figure("requests from forms", sender.asked, "requests", seconds=round(time.monotonic() - start, 1))
    figure("faults from forms", len(sender.faults), "faults")
    assert sender.faults == {}
    # The flood reached the rooms: not everything was turned away at the first gate.
    assert {200, 302, 404, 405} <= sender.statuses.keys()
    assert sender.statuses[200] > BY_HAND // 50


def test_no_request_made_from_a_description_of_the_doors_is_a_fault(
    sender: Sender, fields: Fields, figure: Figure
) -> None:
    described = schemathesis.openapi.from_dict(description(fields))
    start = time.monotonic()

    @given(case=described.as_strategy(), who=st.sampled_from(hostile.WALKERS))
    @hypothesis_settings(
        max_examples=BY_SCHEMA,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: schemathesis.Case, who: str) -> None:
        sender.send(sent_of(case, who))

    ask()
    figure("requests from schemathesis", sender.asked, "requests", seconds=round(time.monotonic() - start, 1))
    figure("faults from schemathesis", len(sender.faults), "faults")
    assert sender.asked >= BY_SCHEMA * 0.9
    assert sender.faults == {}


def sent_of(case: schemathesis.Case, who: str) -> Sent:
    typed = {name: str(value) for name, value in case.body.items()} if isinstance(case.body, dict) else {}
    body = urlencode(typed).encode("utf-8", "surrogatepass")
    keys = {name: quote(str(value), safe="") for name, value in (case.path_parameters or {}).items()}
    door = str(case.operation.definition.raw["operationId"]).rpartition(".")[0]
    address = case.path.format(**keys)
    if case.query:
        address += "?" + urlencode({name: str(value) for name, value in case.query.items()})
    return Sent(door, who, case.method.upper(), address, body, FORM)


def description(fields: Fields) -> dict[str, Any]:
    """The doors in the words of OpenAPI 3.1: addresses, their keys, what their forms take."""
    paths: dict[str, dict[str, Any]] = {}
    for door, declared in DOORS.items():
        parts = sorted(grounds.parts_of(door))
        address = hostile._filled(door, {part: f"OPEN{part}CLOSE" for part in parts})
        address = address.replace("OPEN", "{").replace("CLOSE", "}")
        for method in declared.methods:
            operation: dict[str, Any] = {
                "operationId": f"{door}.{method}",
                "responses": {"default": {"description": "any"}},
                "parameters": [
                    {"name": part, "in": "path", "required": True, "schema": _kind_of(part)} for part in parts
                ]
                + [{"name": "q", "in": "query", "schema": {"type": "string"}}],
            }
            if method == "POST":
                properties = {name: {"type": "string"} for name in fields.get(door, {})}
                content = {FORM: {"schema": {"type": "object", "properties": properties}}}
                operation["requestBody"] = {"content": content}
            paths.setdefault(address, {})[method.lower()] = operation
    return {"openapi": "3.1.0", "info": {"title": "doors", "version": "1"}, "paths": paths}


def _kind_of(part: str) -> dict[str, Any]:
    if part.endswith("_id"):
        return {"type": "string", "format": "uuid"}
    return {"type": "integer", "minimum": 0} if part == "unit" else {"type": "string", "minLength": 1}


# --- known-bad control --------------------------------------------------------------------------------------------


def _clumsy(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(int(request.GET.get("page", "1"))))


urlpatterns = [path("people/", _clumsy, name="people"), *root.urlpatterns]
handler404, handler500 = root.handler404, root.handler500


def test_a_view_that_trusts_what_it_is_sent_is_found(sender: Sender, fields: Fields, settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    flood(sender, fields, 400, doors=("people",))
    assert any("ValueError" in fault for fault in sender.faults)
