"""A unit is split: who belongs where a person says, by hamlet or one by one; until then he waits and is not lost."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators import register as indicators
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.places import hamlets
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.periods import Period
from hoanhap.people.cases import policy as cases
from hoanhap.people.cases.models import Case, Standing
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.relocation_models import Relocation
from hoanhap.people.succession import actions, policy, queries
from hoanhap.people.succession.models import HandOver
from hoanhap.steering.reports import form as forms
from hoanhap.steering.reports import queries as reports
from tests import cast as stage
from tests import map_changes, people
from tests.cast import NOW, SETTER, Cast
from tests.domain.succession.conftest import AT, NIGHT
from tests.map_changes import DAY

JULY = Period(DAY, date(2020, 8, 1))
ACROSS = Period(date(2020, 6, 15), date(2020, 7, 15))


@dataclass
class Halves:
    cast: Cast
    north: Place
    south: Place
    persons: list[Person]
    north_officer: Account
    south_officer: Account

    def unit_of(self, number: int) -> int:
        return Person.objects.get(pk=self.persons[number].pk).unit_id


def _officer(name: str, place: Place) -> Account:
    account = access.create_account(username=name, display_name="Cán bộ", password=stage.PASSWORD, by=SETTER, at=NOW)
    access.post(account, role=Role.COMMUNE_OFFICER, place=place, valid_from=DAY, by=SETTER, at=NOW)
    return account


@pytest.fixture
def halves(cast: Cast) -> Halves:
    """xã Thường Lạc is split: two people of ấp 1, one of ấp 2, one of no known hamlet."""
    lived = [cast.ap_1, cast.ap_1, cast.ap_2, None]
    persons = [
        people.register_person(cast, f"Nguyễn Văn {name}", hamlet=hamlet)
        for name, hamlet in zip(("An", "Bình", "Cường", "Dũng"), lived, strict=True)
    ]
    for person in persons:
        people.open_home_case(cast, person)
    north = map_changes.new_unit(87102, "Thường Bắc", parent=cast.dong_thap)
    south = map_changes.new_unit(87103, "Thường Nam", parent=cast.dong_thap)
    map_changes.split(cast.thuong_lac, north, south)
    return Halves(cast, north, south, persons, _officer("bac", north), _officer("nam", south))


def run(on: date = DAY) -> actions.Progress:
    return actions.hand_over_all(on=on, by=NIGHT, at=clock.at(on, 2))


def waiting(halves: Halves) -> set[str]:
    """Names on the list of an officer of the northern half."""
    listed = queries.waiting_units(viewers.of(halves.north_officer, DAY), at=AT)
    return {line.full_name for unit in listed for line in unit.people}


def test_nobody_is_given_away_by_guess(halves: Halves) -> None:
    progress = run()
    assert (progress.persons, sum(progress.waiting.values())) == (0, 4)
    assert {person.unit_id for person in Person.objects.all()} == {halves.cast.thuong_lac.pk}


def test_both_sides_are_told_who_waits(halves: Halves) -> None:
    run()
    asked = Duty.objects.filter(kind="succession.place", settled_at=None)
    assert set(asked.values_list("unit_id", flat=True)) == {halves.north.pk, halves.south.pk}
    assert waiting(halves) == {"Nguyễn Văn An", "Nguyễn Văn Bình", "Nguyễn Văn Cường", "Nguyễn Văn Dũng"}
    assert AuditEntry.objects.filter(code="succession.listed").count() == 4, "each name shown stands in the log"


def test_a_hamlet_is_placed_with_all_who_live_there(halves: Halves) -> None:
    run()
    assert actions.place_hamlet(halves.cast.ap_1, to=halves.north, by=SETTER, at=AT) == 2
    assert [halves.unit_of(number) for number in range(4)] == [
        halves.north.pk, halves.north.pk, halves.cast.thuong_lac.pk, halves.cast.thuong_lac.pk
    ]  # fmt: skip
    first = Person.objects.select_related("hamlet").get(pk=halves.persons[0].pk)
    assert first.hamlet is not None
    assert (first.hamlet.full_name, first.hamlet.parent_id) == ("ấp 1", halves.north.pk)
    assert waiting(halves) == {"Nguyễn Văn Cường", "Nguyễn Văn Dũng"}


def test_a_hamlet_the_map_has_placed_goes_by_itself(halves: Halves) -> None:
    hamlets.carry([halves.cast.ap_2], into=halves.south, on=DAY, by=SETTER, at=AT)
    assert run().persons == 1
    assert halves.unit_of(2) == halves.south.pk


def test_one_person_is_placed_since_the_day_whenever_it_is_said(halves: Halves) -> None:
    run()
    later = clock.at(DAY + timedelta(days=9), 10)
    actions.place([halves.persons[3]], to=halves.south, by=SETTER, at=later)
    row = Relocation.objects.get(person=halves.persons[3])
    assert (row.on, row.reason, row.to_unit_id) == (DAY, "placed", halves.south.pk)
    rows = Standing.objects.filter(case__person=halves.persons[3]).order_by("number")
    assert [(row.unit_id, row.to_on) for row in rows][-2:] == [
        (halves.cast.thuong_lac.pk, DAY),
        (halves.south.pk, None),
    ]


def test_once_everybody_is_placed_the_work_is_done(halves: Halves) -> None:
    run()
    actions.place_hamlet(halves.cast.ap_1, to=halves.north, by=SETTER, at=AT)
    actions.place([halves.persons[2], halves.persons[3]], to=halves.south, by=SETTER, at=AT)
    assert not Duty.objects.filter(kind="succession.place", settled_at=None).exists()
    assert set(HandOver.objects.values_list("persons", "finished_at")) == {(2, AT)}
    assert waiting(halves) == set()


def test_what_is_placed_is_read_on_one_side_only(halves: Halves) -> None:
    run()
    actions.place([halves.persons[0]], to=halves.north, by=SETTER, at=AT)
    case = Case.objects.get(person=halves.persons[0])
    assert cases.get_case_for(viewers.of(halves.north_officer, DAY), case.pk) == case
    for other in (viewers.of(halves.south_officer, DAY), halves.cast.viewer(halves.cast.officer, DAY)):
        with pytest.raises(NotHere):
            cases.get_case_for(other, case.pk)


def test_who_waits_is_still_on_the_list_when_the_time_of_transition_is_over(halves: Halves) -> None:
    run()
    over = DAY + timedelta(days=60)
    viewer = viewers.of(halves.south_officer, over)
    assert not viewer.may(CasePermission.READ, halves.cast.thuong_lac.path), "the files themselves are closed"
    assert len(queries.waiting_units(viewer, at=clock.at(over))[0].people) == 4


def test_figures_of_the_halves_add_up(halves: Halves) -> None:
    run()
    actions.place_hamlet(halves.cast.ap_1, to=halves.north, by=SETTER, at=AT)
    actions.place([halves.persons[2]], to=halves.south, by=SETTER, at=AT)

    def count(code: str, unit: Place, period: Period = JULY) -> int:
        return indicators.count(code, Question(period, unit.path))

    assert [count("stock.total", unit) for unit in (halves.north, halves.south)] == [2, 1]
    assert [count("stock.opening", unit) for unit in (halves.north, halves.south)] == [2, 1]
    assert [count("stock.new", unit) + count("stock.removed", unit) for unit in (halves.north, halves.south)] == [0, 0]
    assert count("stock.opening", halves.north, ACROSS) == 2
    whole = indicators.count("stock.total", Question(JULY, halves.cast.dong_thap.path))
    assert whole == 4


def test_the_board_names_those_whom_no_report_counts(halves: Halves) -> None:
    run()
    actions.place_hamlet(halves.cast.ap_1, to=halves.north, by=SETTER, at=AT)
    left = reports.left_out(forms.get("BC01"), halves.cast.dong_thap, JULY)
    assert [(place.pk, count) for place, count in left] == [(halves.cast.thuong_lac.pk, 2)]
    actions.place([halves.persons[2], halves.persons[3]], to=halves.south, by=SETTER, at=AT)
    assert reports.left_out(forms.get("BC01"), halves.cast.dong_thap, JULY) == []


# --- gates --------------------------------------------------------------------------------------------------------


def test_only_the_two_sides_may_place(halves: Halves) -> None:
    run()
    ids = [str(halves.persons[0].pk)]
    assert policy.get_persons_to_place(viewers.of(halves.south_officer, DAY), ids)
    cast = halves.cast
    for stranger in (cast.neighbour_officer, cast.stranger_officer, cast.police, cast.helper, cast.administrator):
        with pytest.raises(NotHere):
            policy.get_persons_to_place(cast.viewer(stranger, DAY), ids)
        with pytest.raises(NotHere):
            policy.get_hamlet_to_place(cast.viewer(stranger, DAY), cast.ap_1.pk)


def test_nobody_is_placed_where_the_map_does_not_lead(halves: Halves) -> None:
    run()
    with pytest.raises(Refused) as refused:
        actions.place([halves.persons[0]], to=halves.cast.phu_thuan_b, by=SETTER, at=AT)
    assert refused.value.code == "not-a-successor"
    with pytest.raises(NotHere):
        policy.get_target_for(viewers.of(halves.south_officer, DAY), halves.cast.thuong_lac, halves.cast.phu_thuan_b.pk)


def test_before_the_day_there_is_nothing_to_place(halves: Halves) -> None:
    eve = DAY - timedelta(days=1)
    assert queries.waiting_units(halves.cast.viewer(halves.cast.officer, eve), at=AT) == []


# --- officials ----------------------------------------------------------------------------------------------------


def test_the_administrator_says_where_officials_go_on(halves: Halves) -> None:
    run()
    cast = halves.cast
    viewer = cast.viewer(cast.administrator, DAY)
    assert {posting.account_id for posting in queries.split_postings(viewer)} == {
        cast.officer.pk, cast.leader.pk, cast.police.pk, cast.helper.pk
    }  # fmt: skip
    posting = policy.get_posting_for(viewer, cast.officer.postings.get().pk)
    actions.confirm_posting(posting, to=halves.south, by=viewer.actor, at=AT)
    assert asked_where_officials_go() == {halves.north.pk, halves.south.pk}, "others of the commune still wait"
    after = cast.viewer(cast.officer, DAY)
    assert [seat.place_id for seat in after.seats] == [halves.south.pk]
    assert not after.seats[0].waits
    with pytest.raises(NotHere):
        policy.get_posting_for(cast.viewer(cast.leader, DAY), posting.pk)


def test_nobody_s_word_in_time_ends_the_posting(halves: Halves) -> None:
    run()
    over = DAY + timedelta(days=30)
    run(over)
    assert set(Posting.objects.filter(place=halves.cast.thuong_lac).values_list("valid_to", flat=True)) == {over}
    assert not halves.cast.viewer(halves.cast.officer, over).seats


def asked_where_officials_go() -> set[int]:
    """The units at which an administrator is still asked."""
    open_ones = Duty.objects.filter(kind="succession.postings", settled_at=None)
    return set(open_ones.values_list("unit_id", flat=True))


def test_once_all_of_them_are_told_or_ended_nobody_is_asked_where_they_go(halves: Halves) -> None:
    run()
    assert asked_where_officials_go() == {halves.north.pk, halves.south.pk}
    viewer = halves.cast.viewer(halves.cast.administrator, DAY)
    for posting in list(queries.split_postings(viewer)):
        actions.confirm_posting(posting, to=halves.south, by=viewer.actor, at=AT)
    run()
    assert asked_where_officials_go() == set()


def test_a_level_without_an_heir_loses_its_postings(cast: Cast) -> None:
    map_changes.end(cast.hong_ngu)
    run()
    assert Posting.objects.get(account=cast.district_merger).valid_to == DAY
