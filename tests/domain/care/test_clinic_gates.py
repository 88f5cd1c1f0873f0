"""Outside a living referral nothing of the clinic is read or asked for; the room of one tells of nobody else."""

from dataclasses import replace

import pytest

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices import kinds
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from hoanhap.people.care import health_room_actions
from hoanhap.people.care.clinic import actions, duties, policy, queries
from hoanhap.people.care.clinic.models import DetoxEpisode
from hoanhap.people.care.clinic.sheets import DetoxDay, DrugTest
from hoanhap.people.care.health_room_models import Referral
from hoanhap.people.cases.models import Case
from tests import people
from tests.cast import NOW, TODAY, Cast
from tests.domain.care.talks import written

TEST = DrugTest(result="negative", kit="QuickTest 4")
DAY = DetoxDay(withdrawal="moderate", sleep="poor")
NOTHING = queries.Clinic(sheets=(), episode=None, lacks=(), phase=None, phases=(), past=())
OTHERS = ("officer", "leader", "police", "helper", "centre", "neighbour_station")


def treated(cast: Cast, name: str, number: str, kit: str) -> tuple[Referral, DetoxEpisode]:
    """In detox since today with one sheet of the day, one test, one phase of substitution, all by the station."""
    case = people.open_home_case(cast, people.register_person(cast, name), number=number)
    room, note = people.refer(cast, case, cast.health_station), written(cast, cast.health_station)
    episode = actions.start_detox(room, began_on=TODAY, by=note.by, at=NOW)
    actions.record_day(room, episode, day=DAY, on=TODAY, written=note)
    actions.record_test(room, test=replace(TEST, kit=kit), on=TODAY, written=note)
    actions.set_phase(room, phase="starting", medicine="methadone", on=TODAY, by=note.by, at=NOW)
    return room, episode


def read(viewer: Viewer, room: Referral, episode: DetoxEpisode) -> tuple[object, ...]:
    """Everything the room answers to somebody."""
    return (
        queries.of_room(viewer, room),
        queries.last_day_of(viewer, room, episode),
        queries.usual_test(viewer, room).kit,
        list(policy.episodes_for(viewer, room)),
        list(policy.phases_for(viewer, room)),
        kinds.subject_kinds[duties.SUBJECT].lines(viewer, [str(room.pk)]),
    )


def test_nobody_but_the_station_of_a_living_referral_reads_anything(cast: Cast) -> None:
    room, episode = treated(cast, "Nguyễn Văn Đào", "05/QĐ-UBND", "QuickTest 4")
    shut = (NOTHING, None, "", [], [], {})
    for name in OTHERS:
        assert read(cast.viewer(getattr(cast, name)), room, episode) == shut, name
    assert not AuditEntry.objects.filter(code="person.listed").exists()
    station = cast.viewer(cast.health_station)
    clinic, day, kit, episodes, phases, said = read(station, room, episode)
    assert isinstance(clinic, queries.Clinic)
    assert (clinic.episode, clinic.phase, len(clinic.sheets)) == (episode, *phases, 2)  # type: ignore[misc, attr-defined]
    assert (day, kit, episodes) == (DAY, "QuickTest 4", [episode])
    assert {line.label for line in said.values()} == {"Nguyễn Văn Đào"}  # type: ignore[attr-defined]
    health_room_actions.end(room, by=cast.viewer(cast.officer).actor, at=NOW)
    assert read(station, room, episode) == shut


def test_the_room_of_one_tells_nothing_of_another(cast: Cast) -> None:
    """Both are in the care of the same station."""
    treated(cast, "Lê Văn Mít", "06/QĐ-UBND", "Bộ thử khác")
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))
    room, station = people.refer(cast, case, cast.health_station), cast.viewer(cast.health_station)
    assert queries.of_room(station, room) == NOTHING
    assert queries.usual_test(station, room) == DrugTest(kit="")


def test_what_was_corrected_is_not_offered_again(cast: Cast) -> None:
    room, episode = treated(cast, "Nguyễn Văn Đào", "05/QĐ-UBND", "QuickTest 4")
    station, better = cast.viewer(cast.health_station), replace(DAY, sleep="good")
    (sheet,) = policy.sheets_for(station, room).filter(kind="day")
    actions.correct(sheet, to=better, by=station.actor, at=NOW, number=1)
    assert queries.last_day_of(station, room, episode) == better


@pytest.fixture
def sealed(cast: Cast) -> Case:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))
    assert policy.get_case_of_results(cast.viewer(cast.officer), case.pk) == case
    Case.objects.filter(pk=case.pk).update(state="closed_deceased", closed_on=TODAY, sealed_at=clock.now())
    return case


def test_results_of_a_file_put_away_open_to_nobody(cast: Cast, sealed: Case) -> None:
    with pytest.raises(NotHere):
        policy.get_case_of_results(cast.viewer(cast.officer), sealed.pk)
