"""A cadre of the Front, and other posts without people, open no dossier by any route and read no name anywhere."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role, allowed_to
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.care.policy import CarePermission, HealthPermission
from hoanhap.people.cases.policy import CasePermission, PolicePermission
from hoanhap.people.persons.policy import PersonPermission
from hoanhap.people.reintegration.policy import ReintegrationPermission
from tests import people
from tests.cast import Cast
from tests.watch.matrix import grounds
from tests.web.office.rooms.conftest import HELPERS, OFFICERS, PRIOR, WHOLE, WISH, World

Enter = Callable[[Account], Client]
FRONT = ("front_cadre", "front_hamlet")
NAMELESS = (Role.FRONT_CADRE, Role.FRONT_HAMLET, Role.JUSTICE, Role.CULTURE, Role.FINANCE, Role.ADMINISTRATOR)
OF_PEOPLE = {"case_id", "person_id", "contact_id", "assignment_id", "referral_id", "record_id"}
SECRETS = (*WHOLE.values(), "Đào", WISH, PRIOR, OFFICERS, HELPERS, "TL-2020-001")


@pytest.fixture
def things(cast: Cast, world: World) -> dict[str, uuid.UUID]:
    """One of everything that stands in the address of a route about a person."""
    room = people.refer(cast, world.case, cast.health_station)
    record = people.write_health(cast, room, cast.health_station, "Ghi chú sức khỏe")
    contact = world.case.contacts.order_by("met_at").first()
    assert contact is not None
    return {
        "case_id": world.case.pk,
        "person_id": world.person.pk,
        "contact_id": contact.pk,
        "assignment_id": world.case.helpers.get().pk,
        "referral_id": room.pk,
        "record_id": record.pk,
    }


def test_no_post_without_people_holds_a_permission_about_them() -> None:
    about = {*PersonPermission, *CasePermission, *PolicePermission, *HealthPermission, *ReintegrationPermission}
    about.remove(ReintegrationPermission.PRINT_ALLOWANCE)  # names helpers and their sessions, nobody who is helped
    about |= set(CarePermission) - {CarePermission.COUNT_CONTACT}
    for role in NAMELESS:
        assert allowed_to(role) & about == set(), role


@pytest.mark.parametrize("who", FRONT)
def test_the_front_opens_no_dossier_by_any_route(
    cast: Cast, signed_in: Enter, things: dict[str, uuid.UUID], who: str
) -> None:
    client, tried = signed_in(getattr(cast, who)), set()
    for door, parts in grounds.addresses(get_resolver()):
        if not parts or not parts <= OF_PEOPLE:
            continue
        address = reverse(door, kwargs={part: things[part] for part in parts})
        tried.add(door)
        for answer in (client.get(address), client.post(address, {"field": "phone", "reveal": "phone"})):
            assert answer.status_code in (404, 405), address
            assert [words for words in SECRETS if words in answer.content.decode()] == [], address
    assert {"case", "case-reveal", "person-edit", "contact-log", "case-prior", "health-room", "referral-send"} <= tried
    looks = AuditEntry.objects.filter(code__in=("case.viewed", "person.listed", "health.read", "police.read"))
    assert not looks.filter(account_id=str(getattr(cast, who).pk)).exists()


@pytest.mark.parametrize("who", FRONT)
def test_no_page_the_front_can_reach_names_anybody(
    cast: Cast, signed_in: Enter, things: dict[str, uuid.UUID], who: str
) -> None:
    """Every page without a key in its address, and whatever links lead on from there."""
    client, waiting, done = signed_in(getattr(cast, who)), ["/"], set()
    waiting += [reverse(door) for door, parts in grounds.addresses(get_resolver()) if door and not parts]
    while waiting:
        address = waiting.pop()
        if address in done or address.startswith(("/sign-out", "/ui/")):
            continue
        done.add(address)
        answer = client.get(address)
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        text = answer.content.decode()
        assert [words for words in SECRETS if words in text] == [], address
        waiting += [link for link in re.findall(r'href="(/[^"#?]*)', text) if not link.startswith("/static")]
    assert client.post("/people/", {"text": "dao"}).status_code == 404
    assert len(done) > 10


def test_a_grant_too_many_is_noticed(
    cast: Cast, signed_in: Enter, things: dict[str, uuid.UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Known-bad: with one permission the cadre reads the file."""
    from hoanhap.foundation.access import roles

    held = set(allowed_to(Role.FRONT_CADRE)) | {CasePermission.READ}
    monkeypatch.setitem(roles._granted, Role.FRONT_CADRE, held)
    assert signed_in(cast.front_cadre).get(f"/cases/{things['case_id']}/").status_code == 200
