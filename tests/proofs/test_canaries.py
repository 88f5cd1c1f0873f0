"""Who saw what: after walking through every page, search, file and answer, each role has seen what it may, exactly.

Full size: 200 persons and every role. The ordinary suite walks with the roles between which the rooms divide the house.
"""

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db.models import Q

from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.persons import masks
from tests import cast as stage
from tests.cast import NOW
from tests.proofs import canaries, size, sowing
from tests.proofs.canaries import Sight, Walker
from tests.proofs.conftest import Figure
from tests.proofs.sowing import Aviary
from tests.proofs.who_may_see import MAY_SEE, NAME
from tests.watch.matrix.grounds import NEIGHBOUR, OWN

pytestmark = pytest.mark.once("sqlite")

PERSONS = size.of(small=7, full=200)
# PostgreSQL, where each answer takes longer, is walked by two of them in the ordinary suite.
SHARE = 8 if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") else 2
LINKS = size.of(small=6, full=400)
WHO = size.of(
    small=(
        *("officer", "health_station", "police", "helper", "centre", "front_cadre", "inspector"),
        "administrator",
    )[:SHARE],
    full=canaries.WALKERS,
)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def aviary(db: None) -> Iterator[Aviary]:
    clock.set_start(NOW)
    yield canaries.build(stage.make(), PERSONS)
    clock.set_start(None)


def walk(aviary: Aviary, who: str, doors: set[str] | None = None) -> Sight:
    return Walker(aviary, who, links=LINKS if doors is None else 0, stubborn=size.full()).go(doors)


def differences(sight: Sight, who: str) -> list[str]:
    """What was seen and must not be, and what may be seen and was not; with the door it came through."""
    may, wrong = MAY_SEE.get(who, {}), []
    for name in sorted(sight.seen.keys() | may.keys()):
        for where in sorted(sight.seen.get(name, set()) ^ may.get(name, set())):
            through = sight.through.get((name, where))
            wrong.append(
                f"{who}: {name} at {where or 'some unit'}: {f'seen at {through}' if through else 'never seen'}"
            )
    return wrong


@pytest.mark.requirement("S1-36", "S3-38")
def test_each_role_sees_what_it_may_exactly_and_every_look_is_logged_once(aviary: Aviary, figure: Figure) -> None:
    wrong, pages = [], 0
    for who in WHO:
        sight = walk(aviary, who)
        pages += sight.pages
        wrong += [*differences(sight, who), *(f"{who}: not logged: {one}" for one in sorted(set(sight.unlogged)))]
        wrong += [f"{who}: logged twice: {one}" for one in sorted(set(sight.twice))]
    figure("answers read", pages, "answers", persons=len(aviary.grounds_of), words=len(aviary.canaries), roles=len(WHO))
    assert wrong == []
    assert sowing.unplanted(aviary) == set(), "a sealed field nobody proves anything about"


# --- known-bad controls -------------------------------------------------------------------------------------------


def _everybody(*_asked: object, **_more: object) -> Q:
    return ~Q(pk__in=[])


def test_a_gate_taken_away_is_seen(aviary: Aviary, monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad: a post that reaches beyond its part of the map."""
    assert NEIGHBOUR not in walk(aviary, "officer", {"case"}).seen[NAME[0]]
    monkeypatch.setattr(Viewer, "paths", lambda viewer, permission: ("/",))
    found = differences(walk(aviary, "officer", {"case"}), "officer")
    assert any(f"{NEIGHBOUR}: seen at GET case" in line for line in found)


def test_a_list_that_forgets_who_looks_is_seen(aviary: Aviary, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows without their filter, and names without the second question that stands behind it."""
    assert NEIGHBOUR not in walk(aviary, "officer", {"people"}).seen[NAME[1]]
    for name in ("scope_q", "scope_of_any"):
        monkeypatch.setattr(Viewer, name, _everybody)
    monkeypatch.setattr(Viewer, "may", lambda *_asked: True)
    assert NEIGHBOUR in walk(aviary, "officer", {"people"}).seen.get(NAME[1], set())


def test_a_mask_that_masks_nothing_is_seen(aviary: Aviary, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "persons.Person.id_number" not in walk(aviary, "officer", {"contact-log", "people"}).seen
    open_masks: dict[str, Callable[[str], str]] = dict.fromkeys(masks.MASKS, lambda text: text)
    for module in ("hoanhap.people.persons.masks", "hoanhap.people.persons.queries"):
        monkeypatch.setattr(f"{module}.MASKS", open_masks, raising=False)
    seen_now = Walker(aviary, "inspector", links=0)
    seen_now.look("GET", f"/cases/{aviary.world.grounds[OWN]['case'].pk}/")
    assert "persons.Person.id_number" in seen_now.sight.seen


def test_a_room_without_its_door_is_seen(aviary: Aviary, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of the social room told to the police: nobody asks any more whether somebody may read them."""
    doors = {"case", "contact-request-sent", "return"}
    asks = Viewer.may

    def forgetful(viewer: Viewer, permission: Permission, path: str | None = None) -> bool:
        return permission is CasePermission.READ_SOCIAL or asks(viewer, permission, path)

    monkeypatch.setattr(Viewer, "may", forgetful)
    seen = walk(aviary, "police", doors).seen
    for field in (
        "intake.ContactRequest.answer",
        "reception.Returnee.skills",
        "commitments.Guarantor.end_reason",
    ):
        assert field not in MAY_SEE["police"]
        assert field in seen


def test_a_look_that_is_not_logged_and_a_field_without_a_word_are_noticed(
    aviary: Aviary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whose file it is, and of whom there is only a request."""

    def forgotten(*_said: Any, **_more: Any) -> None:
        return None

    walks = (("police", "case"), ("officer", "contact-request"))
    assert all(walk(aviary, who, {door}).unlogged == [] for who, door in walks)
    monkeypatch.setattr("hoanhap.foundation.audit.actions.record_many", forgotten)
    assert all(walk(aviary, who, {door}).unlogged != [] for who, door in walks)
    aviary.canaries = [canary for canary in aviary.canaries if canary.field != "rehab.Violation.said"]
    assert sowing.unplanted(aviary) == {"rehab.Violation.said"}
