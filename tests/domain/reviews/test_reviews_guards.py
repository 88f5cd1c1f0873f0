"""Who reads and signs reviews, counts outcomes and opens the police room; what each act leaves in the log."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators.rows import openers
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission, PolicePermission
from hoanhap.people.reviews import actions, duties, measures, outcomes, police_room, policy, queries
from hoanhap.people.reviews.models import OffenceCheck, Review
from hoanhap.people.reviews.policy import ReviewPermission as May
from hoanhap.people.reviews.rules import ReviewDetails, YearDetails
from tests import guards
from tests.cast import NOW, SETTER, Cast
from tests.domain.care import people
from tests.domain.reviews.signing import END_OF_Q2, Q2, assess, end_rehab, sign
from tests.guards import DESK, POLICE, Everybody, each, entry, may_only, passes, told

ENDED, A_YEAR_ON = date(2019, 6, 10), date(2020, 6, 15)
AT = clock.at(END_OF_Q2, 17)
SIGN = {"officer": "own", "neighbour_officer": "near", "stranger_officer": "far"}
READ = {**SIGN, **each(("leader", "deputy", *POLICE), "own"), "neighbour_police": "near", "inspector": "near own"}
READ["stranger_inspector"] = "far"
ABOVE = ("district_merger", "district_leader", "province_merger", "province_leader")
COUNT = READ | each(ABOVE, "near own")
ROOM = {**each(POLICE, "own"), "neighbour_police": "near"}


class World:
    """In three communes somebody reviewed this quarter, and somebody a year after his rehab."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.units = {"own": cast.thuong_lac, "near": cast.long_khanh_a, "far": cast.vinh_xuong}
        self.cases = {label: people.case(unit) for label, unit in self.units.items()}
        self.reviews = dict(
            zip(self.cases, sign(list(self.cases.values()), note="nói năng nhẹ nhàng").written, strict=True)
        )
        opened = date(2019, 1, 10)
        self.ended = {
            label: end_rehab(people.case(unit, opened_on=opened), on=ENDED) for label, unit in self.units.items()
        }
        self.years = {label: assess(case, ended_on=ENDED, on=A_YEAR_ON) for label, case in self.ended.items()}
        self.everybody = Everybody(cast, **self.cases, **{f"{label}-year": case for label, case in self.ended.items()})

    def named(self, rows: dict[str, Any]) -> Everybody:
        return Everybody(self.cast, **rows)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with guards.one_world(django_db_blocker) as cast:
        yield World(cast)


@pytest.fixture(autouse=True)
def _undone(world: World, db: None) -> None:
    """What a test does to the world is undone after it."""


def test_reviews_are_read_and_signed_by_who_reads_the_file(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Case.objects.filter(pk__in=[case.pk for case in world.cases.values()]).values("pk")

    def reached(to: May) -> dict[str, str]:
        return world.everybody.rows(lambda viewer: policy.cases_for(viewer, to=to).filter(pk__in=here))

    def correctors() -> set[str]:
        return world.everybody.let_in(lambda viewer: policy.get_review_for(viewer, world.reviews["own"].pk))

    case = world.cases["own"].pk
    assert (reached(May.READ), reached(May.WRITE)) == (READ, SIGN)
    assert world.everybody.let_in(lambda viewer: policy.get_case_for(viewer, case, to=May.WRITE)) == {"officer"}
    assert correctors() == {"officer"}
    may_only(monkeypatch, Role.COMMUNE_OFFICER, May.WRITE, May.READ)
    assert reached(May.WRITE) == {}
    assert correctors() == set()


def test_lists_of_the_quarter_and_of_the_year_name_those_one_may_read(world: World) -> None:
    def listed(viewer: Viewer) -> list[Case]:
        return [row.case for row in queries.quarter_list(viewer, Q2, size=99, at=NOW).rows if row.review]

    year = world.named(world.ended)
    assert world.everybody.rows(listed) == READ
    assert year.rows(lambda viewer: [row.case for row in queries.years_due(viewer, A_YEAR_ON, at=NOW)]) == READ


def test_what_was_signed_is_read_of_a_file_and_its_words_by_the_social_room(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, ended = world.cases["own"], world.ended["own"]
    readers = {name for name, got in READ.items() if "own" in got}
    said = world.everybody.who(lambda viewer: [one.note for one in queries.reviews_of(viewer, case)])
    assert said == each(readers, [""]) | each(DESK, ["nói năng nhẹ nhàng"])
    assert set(world.everybody.who(lambda viewer: queries.years_of(viewer, ended))) == readers
    may_only(monkeypatch, Role.COMMUNE_OFFICER, CasePermission.READ, CasePermission.READ_SOCIAL)
    assert queries.reviews_of(world.everybody.viewers["officer"], case) == []
    assert queries.years_of(world.everybody.viewers["officer"], ended) == []


def test_outcomes_are_counted_by_who_may_count(world: World) -> None:
    reviews = world.named(world.reviews)
    assert reviews.rows(lambda viewer: Review.objects.filter(policy.countable(viewer))) == COUNT
    assert set(world.everybody.who(policy.counts_above)) == {*ABOVE, "inspector", "stranger_inspector"}
    assert set(world.everybody.who(policy.counting_places)) == set(COUNT)
    groups = world.everybody.who(
        lambda viewer: len(outcomes.quarter_table(viewer, Q2, by=outcomes.By.UNIT, above=False).lines)
    )
    assert set(groups) == set(COUNT)
    assert groups["officer"] < groups["inspector"]
    assert groups["officer"] == groups["neighbour_officer"]
    ended = world.named(world.ended)
    found = ended.rows(lambda viewer: outcomes._countable_cases(viewer, ENDED, date(2019, 7, 1)))
    assert found == COUNT


@pytest.mark.parametrize(("kind", "table"), [(measures.REVIEW, "reviews"), (measures.YEAR, "years")])
def test_lines_behind_a_figure_have_names_for_who_reads_the_file(
    world: World, kind: str, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: dict[str, Any] = getattr(world, table)
    everybody, ids = world.named(rows), [row.pk for row in rows.values()]

    def lines(opens: bool) -> dict[str, str]:
        return everybody.rows(lambda one: [line.row_id for line in openers[kind](one, ids) if line.url or not opens])

    assert (lines(False), lines(True)) == (COUNT, READ)
    may_only(monkeypatch, Role.COMMUNE_OFFICER, CasePermission.READ, May.READ)
    assert lines(False) == COUNT, "whom one may read needs no right to count"


def test_the_duty_of_a_quarter_names_the_unit_to_who_signs_there(world: World) -> None:
    asked = {duties._subject(unit.pk, Q2): label for label, unit in world.units.items()}
    found = world.everybody.who(
        lambda viewer: " ".join(asked[one] for one in duties.SUBJECTS.lines(viewer, list(asked)))
    )
    assert found == SIGN


def test_the_police_room_opens_to_the_police_of_the_unit(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    year, viewers = world.named(world.ended), world.everybody.viewers
    since, until = ENDED, date(2019, 7, 1)

    def listed() -> dict[str, str]:
        return year.rows(lambda viewer: [one.case for one in police_room.listed(viewer, since=since, until=until)])

    assert listed() == ROOM
    unit, case = world.cast.thuong_lac, world.ended["own"]
    for name, label in (("police", "own"), ("neighbour_police", "near")):
        police_room.write(viewers[name], [(world.ended[label].pk, ENDED, "yes", "trộm vặt")], at=NOW)
    with pytest.raises(NotHere):
        police_room.write(viewers["officer"], [(case.pk, ENDED, "no", "")], at=NOW)
    assert entry("case", case, unit, world.cast.police) in told("police.offence_written")
    row = OffenceCheck.objects.get(case=case)
    assert row.finding is not None
    assert "trộm".encode() not in bytes(row.finding)
    seen = year.rows(lambda viewer: police_room.read(viewer, since=since, until=until, at=NOW)[1])
    assert seen == ROOM
    assert entry("case", case, unit, world.cast.police) in told("police.offence_read")
    for half in (
        (CasePermission.READ, PolicePermission.READ),
        (CasePermission.READ, PolicePermission.WRITE),
        (PolicePermission.READ, PolicePermission.WRITE),
    ):
        may_only(monkeypatch, Role.COMMUNE_POLICE, *half)
        assert not passes(
            lambda viewer: police_room.write(viewer, [(case.pk, ENDED, "no", "")], at=NOW), viewers["police"]
        )


def test_each_review_stands_in_the_log_and_its_words_under_seal(world: World) -> None:
    cast, case, review = world.cast, world.cases["own"], world.reviews["own"]
    line = entry("case", case, cast.thuong_lac, SETTER.account_id)
    assert line in told("review.recorded")
    by, details = cast.viewer(cast.officer).actor, ReviewDetails(on=END_OF_Q2, condition="progress", note="đã đi làm")
    fresh = actions.correct(review, details=details, reason="ghi nhầm ngày", by=by, at=AT)
    assert told("review.corrected") == [entry("case", case, cast.thuong_lac, cast.officer)]
    struck = Review.everything.get(pk=review.pk)
    for sealed, word in ((fresh.note, "đã đi làm"), (struck.struck_reason, "ghi nhầm"), (struck.note, "nhẹ nhàng")):
        assert sealed is not None
        assert word.encode() not in bytes(sealed)
    year = YearDetails(on=A_YEAR_ON, outcome="no_use", note="nhà cửa ổn định")
    fresh_year = actions.correct_assessment(world.years["own"], details=year, reason="ghi thiếu", by=by, at=AT)
    assert told("review.assessment_corrected") == [entry("case", world.ended["own"], cast.thuong_lac, cast.officer)]
    assert fresh_year.note is not None
    assert "ổn định".encode() not in bytes(fresh_year.note)
