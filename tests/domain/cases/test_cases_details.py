"""What is written beside the moves: the use of drugs, and the police room with versions of its own."""

from datetime import date

import pytest

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import actions, policy
from hoanhap.people.cases.models import Case, PoliceRecord, UseProfile
from hoanhap.people.cases.policy import PolicePermission
from hoanhap.people.cases.rules import UseDetails
from hoanhap.people.persons.rules import LostUpdate
from tests.cast import NOW, SETTER, Cast

USE = UseDetails(first_use_year=2012, substances="ma túy đá", route="hít", level="hằng tuần", cause="bạn bè rủ")


def write(case: Case, text: str, version: int) -> PoliceRecord:
    return actions.record_prior(case=case, prior_record=text, by=SETTER, at=NOW, version=version)


def looks() -> int:
    return AuditEntry.objects.filter(code="police.read").count()


def test_use_is_written_over_what_was_known(open_case) -> None:
    case = open_case()
    actions.record_use(case=case, use=USE, by=SETTER, at=NOW, version=1)
    assert actions.use_of(case) == USE
    later = UseDetails(first_use_year=2011, rehab_count=0)
    actions.record_use(case=case, use=later, by=SETTER, at=NOW, version=case.version)
    assert actions.use_of(Case.objects.get()) == later
    assert UseProfile.objects.get().cause is None
    assert AuditEntry.objects.filter(code="case.use_written").count() == 2


def test_of_two_writers_of_use_the_second_sees_what_differs(open_case) -> None:
    case = open_case()
    actions.record_use(case=case, use=USE, by=SETTER, at=NOW, version=1)
    with pytest.raises(LostUpdate) as lost:
        actions.record_use(case=case, use=UseDetails(substances="heroin"), by=SETTER, at=NOW, version=1)
    assert lost.value.theirs["Chất"] == "ma túy đá"
    assert lost.value.yours["Chất"] == "heroin"
    assert "Số lần đã cai" not in lost.value.theirs
    assert actions.use_of(case) == USE


@pytest.mark.parametrize(
    "use",
    [
        UseDetails(first_use_year=1985),  # the year of birth
        UseDetails(first_use_year=2021),
        UseDetails(rehab_count=-1),
        UseDetails(rehab_count=100),
    ],
)
def test_impossible_use_is_refused(open_case, use: UseDetails) -> None:
    case = open_case()
    with pytest.raises(Refused):
        actions.record_use(case=case, use=use, by=SETTER, at=NOW, version=1)
    assert not UseProfile.objects.exists()
    assert Case.objects.get().version == 1


def test_use_of_the_years_at_the_edge_is_taken(open_case) -> None:
    case = open_case()
    for year in (1986, 2020, None):
        actions.record_use(case=case, use=UseDetails(first_use_year=year), by=SETTER, at=NOW, version=case.version)
    assert UseProfile.objects.get().first_use_year is None


def test_the_police_room_counts_its_own_versions(open_case) -> None:
    case = open_case()
    assert actions.reveal_prior_record(case=case, by=SETTER, at=NOW) == actions.PriorRecord("", 0)
    assert write(case, "Một tiền án", 0).version == 1
    assert write(case, "Hai tiền án", 1).version == 2
    assert actions.reveal_prior_record(case=case, by=SETTER, at=NOW) == actions.PriorRecord("Hai tiền án", 2)
    assert looks() == 2
    assert Case.objects.get().version == 1  # nobody outside the room can tell


@pytest.mark.parametrize("seen", [0, 2])
def test_of_two_writers_in_the_room_the_second_sees_the_first_and_the_look_is_logged(open_case, seen: int) -> None:
    case = open_case()
    write(case, "Một tiền án", 0)
    with pytest.raises(LostUpdate) as lost:
        write(case, "Không có", seen)
    assert (lost.value.theirs, lost.value.yours) == (
        {"Tiền án, tiền sự": "Một tiền án"},
        {"Tiền án, tiền sự": "Không có"},
    )
    assert PoliceRecord.objects.get().version == 1
    assert looks() == 1


def test_the_room_opens_where_nothing_is_written_yet_and_to_the_police_alone(open_case, cast: Cast) -> None:
    case, away = open_case(), open_case(unit="long_khanh_a")
    police = cast.viewer(cast.police)
    for to in PolicePermission:
        assert policy.get_police_room_for(police, case.pk, to=to) == case
        for account in (cast.officer, cast.leader, cast.helper, cast.district_merger, cast.administrator):
            with pytest.raises(NotHere):
                policy.get_police_room_for(cast.viewer(account), case.pk, to=to)
    for strange in (away.pk, "x"):
        with pytest.raises(NotHere):
            policy.get_police_room_for(police, strange)
    with pytest.raises(NotHere):
        policy.get_police_room_for(cast.viewer(cast.police, date(2018, 1, 1)), case.pk)
