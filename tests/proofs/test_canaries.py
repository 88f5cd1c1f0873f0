"""Who saw what: after walking through every page, search, file and answer, each role has seen what it may, exactly.

Full size: 200 persons and every role. The ordinary suite walks with the roles between which the rooms divide the house.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.conf import settings
from django.db.models import Q

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.people.persons import masks
from tests import cast as stage
from tests.cast import NOW
from tests.proofs import canaries, size
from tests.proofs.canaries import Aviary, Sight, Walker
from tests.proofs.conftest import Figure
from tests.watch.matrix.grounds import CLOSED, NEIGHBOUR, OWN, UNRELATED

pytestmark = pytest.mark.once("sqlite")

PERSONS = size.of(small=7, full=200)
# PostgreSQL, where each answer takes longer, is walked by two of them in the ordinary suite.
SHARE = 5 if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") else 2
LINKS = size.of(small=6, full=400)
WHO = size.of(
    small=("officer", "health_station", "helper", "inspector", "administrator")[:SHARE],
    full=canaries.WALKERS,
)

COMMUNE, RELATED, BELOW = {OWN, UNRELATED, CLOSED}, {OWN}, {OWN, NEIGHBOUR}
HERE, NOBODY_S = {OWN}, {""}
NAME = ("persons.Person.full_name", "persons.Person.full_name (given)")
IDENTITY = (*NAME, *(f"persons.Person.{name}" for name in masks.MASKS if name != "full_name"))
SOCIAL = ("care.Contact.need", "care.Contact.note", "cases.Case.wish", "cases.Correction.reason")
SOCIAL += ("cases.UseProfile.cause", "files.StoredFile.title")
BEFORE = tuple(f"care.ContactVersion.{name}" for name in ("need", "note", "reason"))
HEALTH = ("care.HealthRecord.text", "care.HealthRecordVersion.text", "care.Referral.message")
POLICE = ("cases.PoliceRecord.prior_record",)
BOOKS = tuple(f"privacy.Disclosure.{name}" for name in ("document", "purpose", "recipient"))
BOOKS += tuple(f"privacy.RightsRequest.{name}" for name in ("asked", "contact", "person_name"))
REPORT = ("reports.Report.results", "reports.Report.proposals")
HANDING = ("joint_acts.JointAct.sealed_reason of privacy.disclosure",)
HANDING += ("joint_acts.JointAct.sealed_recipient of privacy.disclosure",)
POSTING = ("joint_acts.JointAct.sealed_reason of access.role_change",)
POSTING += ("joint_acts.JointAct.sealed_recipient of access.role_change",)
RETURNED = ("approvals.Act.reason",)

Seen = Mapping[str, set[str]]


def seen(*parts: tuple[tuple[str, ...], set[str]]) -> Seen:
    return {name: where for names, where in parts for name in names}


_REPORT = ((REPORT, HERE), (RETURNED, NOBODY_S))
_DESK = ((IDENTITY, COMMUNE), (SOCIAL, COMMUNE), (BEFORE, RELATED), (("care.Referral.message",), RELATED))
_DESK += ((BOOKS, HERE), *_REPORT, (("reintegration.HelperAssignment.end_reason",), {CLOSED}))
_LEADER = (*_DESK, (("break_glass.Opening.reason", "privacy.Breach.what"), HERE), (HANDING, HERE), (POSTING, HERE))
_POLICE = ((IDENTITY, COMMUNE), (POLICE, COMMUNE), *_REPORT)
_ABOVE = ((REPORT, BELOW), (RETURNED, NOBODY_S))
_LEADER_ABOVE = (*_ABOVE, (POSTING, BELOW), (("privacy.Breach.what",), BELOW))

MAY_SEE: Mapping[str, Seen] = {
    "officer": seen(*_DESK, (("exchange.ImportBatch.file_name",), HERE)),
    "leader": seen(*_LEADER),
    "deputy": seen(*_LEADER),
    "police": seen(*_POLICE),
    "police_chief": seen(*_POLICE),
    "health_station": seen((NAME, RELATED), (HEALTH, RELATED)),
    "helper": seen((("persons.Person.full_name (given)", "persons.Person.phone"), RELATED)),
    "inspector": seen((NAME, COMMUNE | {NEIGHBOUR}), *_ABOVE),
    "district_merger": seen(*_ABOVE),
    "province_merger": seen(*_ABOVE),
    "district_leader": seen(*_LEADER_ABOVE),
    "province_leader": seen(*_LEADER_ABOVE),
    "administrator": seen((POSTING, BELOW)),
}
"""Field → where it may be read, by role; a role that stands nowhere may read no sealed word at all."""


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
    return Walker(aviary, who, links=LINKS if doors is None else 0).go(doors)


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


def test_each_role_sees_what_it_may_exactly_and_every_look_is_logged_once(aviary: Aviary, figure: Figure) -> None:
    wrong, pages = [], 0
    for who in WHO:
        sight = walk(aviary, who)
        pages += sight.pages
        wrong += [*differences(sight, who), *(f"{who}: not logged: {one}" for one in sorted(set(sight.unlogged)))]
        wrong += [f"{who}: logged twice: {one}" for one in sorted(set(sight.twice))]
    figure("answers read", pages, "answers", persons=len(aviary.grounds_of), words=len(aviary.canaries), roles=len(WHO))
    assert wrong == []
    assert aviary.planted >= {*IDENTITY, *SOCIAL, *BEFORE, *HEALTH, *POLICE, *BOOKS, *REPORT}


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


def test_a_look_that_is_not_logged_is_noticed(aviary: Aviary, monkeypatch: pytest.MonkeyPatch) -> None:
    def forgotten(*_said: Any, **_more: Any) -> None:
        return None

    monkeypatch.setattr("hoanhap.foundation.audit.actions.record_many", forgotten)
    assert walk(aviary, "police", {"case"}).unlogged != []
