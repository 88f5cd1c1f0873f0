"""The signed paper of a dossier: kept with the case, opened through the dossier, fixed once it is handed in."""

from datetime import date

import pytest

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.files import actions as files
from hoanhap.foundation.files.models import StoredFile
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab import actions, policy, queries
from hoanhap.people.rehab.actions import ItemEntry
from hoanhap.people.rehab.models import Dossier, DossierItem
from tests import pictures
from tests.cast import Cast
from tests.domain.rehab.conftest import Open

DAY = date(2023, 5, 8)
NOON = clock.at(DAY, 12)


@pytest.fixture
def case(open_case: Open) -> Case:
    return open_case("registered", DAY)


@pytest.fixture
def officer(cast: Cast) -> Viewer:
    return cast.viewer(cast.officer, DAY)


@pytest.fixture
def dossier(case: Case, officer: Viewer) -> Dossier:
    return actions.open_dossier(case=case, verb="start_home", on=DAY, by=officer.actor, at=clock.at(DAY, 9))


def fresh(dossier: Dossier) -> DossierItem:
    return DossierItem.objects.select_related("dossier", "file").filter(dossier=dossier).order_by("position")[0]


def attach(dossier: Dossier, by: Viewer, *, data: bytes | None = None) -> DossierItem:
    item = fresh(dossier)
    version = item.dossier.version
    return actions.attach_scan(item, data or pictures.jpeg(), name="a.jpg", by=by, at=NOON, version=version)


def submit(dossier: Dossier, by: Viewer) -> None:
    entries = {item.paper: ItemEntry(state="present", number="01", on=DAY) for item in queries.items_of(dossier)}
    dossier.refresh_from_db()
    actions.note_items(dossier=dossier, entries=entries, by=by.actor, at=NOON, version=dossier.version)
    dossier.refresh_from_db()
    actions.submit(dossier=dossier, by=by.actor, at=NOON, version=dossier.version)


@pytest.mark.requirement("S1-24")
def test_a_scan_counts_the_paper_as_there_and_lies_among_the_papers_of_the_case(
    dossier: Dossier, case: Case, officer: Viewer
) -> None:
    item = attach(dossier, officer)
    assert item.file is not None
    assert (item.state, item.file.subject_kind, item.file.subject_id) == ("present", "case", str(case.pk))
    assert b"JFIF" not in bytes(StoredFile.objects.get().content or b""), "sealed as it lies there"
    assert b"JFIF" in actions.read_scan(fresh(dossier), by=officer, at=NOON)
    codes = set(AuditEntry.objects.filter(subject_id=str(case.pk)).values_list("code", flat=True))
    assert codes >= {"file.stored", "file.read", "rehab.scan_attached"}


def test_saving_the_list_leaves_the_scan_where_it_is(dossier: Dossier, officer: Viewer) -> None:
    attach(dossier, officer)
    submit(dossier, officer)
    assert fresh(dossier).file is not None


def test_a_better_scan_takes_the_place_of_the_first(dossier: Dossier, officer: Viewer) -> None:
    first = attach(dossier, officer).file
    second = attach(dossier, officer, data=pictures.jpeg()).file
    assert first is not None
    assert second is not None
    first.refresh_from_db()
    assert (first.removed_at, first.content) == (NOON, None)
    assert StoredFile.objects.get(removed_at=None).pk == second.pk


def test_taken_back_its_content_is_gone(dossier: Dossier, officer: Viewer) -> None:
    attach(dossier, officer)
    dossier.refresh_from_db()
    actions.take_scan_back(fresh(dossier), by=officer, at=NOON, version=dossier.version)
    item = fresh(dossier)
    assert (item.file, item.state, StoredFile.objects.get().content) == (None, "present", None)
    with pytest.raises(NotHere):
        actions.read_scan(item, by=officer, at=NOON)


def test_handed_in_it_is_neither_replaced_nor_taken_away_by_any_door(dossier: Dossier, officer: Viewer) -> None:
    attach(dossier, officer)
    submit(dossier, officer)
    dossier.refresh_from_db()
    for act in (
        lambda: attach(dossier, officer),
        lambda: actions.take_scan_back(fresh(dossier), by=officer, at=NOON, version=dossier.version),
        lambda: files.remove(StoredFile.objects.get(), by=officer, at=NOON),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code in ("dossier-submitted", "file.held")
    assert StoredFile.objects.get().removed_at is None


def test_removed_among_the_papers_of_the_case_the_list_goes_on(dossier: Dossier, officer: Viewer) -> None:
    attach(dossier, officer)
    files.remove(StoredFile.objects.get(), by=officer, at=NOON)
    submit(dossier, officer)
    with pytest.raises(NotHere):
        actions.read_scan(fresh(dossier), by=officer, at=NOON)


def test_the_police_open_what_a_dossier_holds_and_no_other_paper_of_the_file(
    cast: Cast, dossier: Dossier, case: Case, officer: Viewer
) -> None:
    attach(dossier, officer)
    police, where = cast.viewer(cast.police, DAY), str(case.pk)
    other = files.store(pictures.jpeg(), name="b.jpg", title="thư", kind="case", subject_id=where, by=officer, at=NOON)
    item = policy.get_item_for(police, fresh(dossier).pk)
    assert actions.read_scan(item, by=police, at=NOON).startswith(b"\xff\xd8")
    with pytest.raises(NotHere):
        files.read(other, by=police, at=NOON)


@pytest.mark.parametrize(
    "who", ["helper", "neighbour_officer", "stranger_officer", "district_merger", "health_station"]
)
def test_nobody_else_reaches_it(cast: Cast, dossier: Dossier, officer: Viewer, who: str) -> None:
    item, viewer = attach(dossier, officer), cast.viewer(getattr(cast, who), DAY)
    with pytest.raises(NotHere):
        policy.get_item_for(viewer, item.pk)
    with pytest.raises(NotHere):
        actions.read_scan(fresh(dossier), by=viewer, at=NOON)


def test_of_two_who_attach_at_once_the_second_is_told(dossier: Dossier, officer: Viewer) -> None:
    seen = fresh(dossier).dossier.version
    attach(dossier, officer)
    with pytest.raises(Refused) as refused:
        actions.attach_scan(fresh(dossier), pictures.jpeg(), name="a.jpg", by=officer, at=NOON, version=seen)
    assert refused.value.code == "dossier-moved-on"
    assert StoredFile.objects.count() == 1


def test_without_the_hold_a_handed_in_paper_could_be_lost(
    dossier: Dossier, officer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Known-bad: the room of the case knows nothing of dossiers."""
    from hoanhap.foundation.files import policy as room

    attach(dossier, officer)
    submit(dossier, officer)
    monkeypatch.setattr(room.holds, "_entries", {})
    files.remove(StoredFile.objects.get(), by=officer, at=NOON)
    assert StoredFile.objects.get().content is None
