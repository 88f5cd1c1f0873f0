"""Who reads, fills, sends and decides reports, post by post; who sees small figures, rows and words."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import periods
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.steering.reports import actions, duties, export, form, merging, papers, policy, queries, recent, withheld
from hoanhap.steering.reports.models import Report
from hoanhap.steering.reports.policy import ReportPermission as May
from tests import guards
from tests.cast import NOW, TODAY, Cast
from tests.domain.care import people
from tests.guards import DESK, POLICE, Everybody, each, entry, told

JUNE = periods.monthly(2020, 6)
SHAPE = form.get("BC01")
FIGURES = ("front_cadre", "justice", "culture", "finance")
ABOVE = ("district_merger", "district_leader", "province_merger", "province_leader", "inspector")
DRAFT = {
    **each((*DESK, *POLICE, *FIGURES), "own"),
    **each(("neighbour_officer", "neighbour_police"), "near"),
    "stranger_officer": "far",
}
SENT = {**DRAFT, **each(ABOVE, "near own"), "stranger_inspector": "far"}
OWN = {name for name, got in SENT.items() if "own" in got}
SMALL = {*DESK, *POLICE, "inspector", "district_merger", "province_merger"}


class World:
    """The reports of three communes for June, filled with one person each, with words in the first."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.reports = cast, {}
        writers = {"own": cast.officer, "near": cast.neighbour_officer, "far": cast.stranger_officer}
        units = {"own": cast.thuong_lac, "near": cast.long_khanh_a, "far": cast.vinh_xuong}
        self.writers = {label: cast.viewer(account) for label, account in writers.items()}
        for label, by in self.writers.items():
            people.case(units[label])
            report = actions.open_report(SHAPE, units[label], JUNE, by=by, at=NOW)
            self.reports[label] = actions.fill(report, by=by, at=NOW)
        self.own = self.reports["own"]
        by = self.writers["own"]
        actions.remark(self.own, results="bà Bưởi giúp nhiều", proposals="", version=self.own.version, by=by, at=NOW)
        self.everybody = Everybody(cast, **self.reports)

    def send(self) -> None:
        for label, report in self.reports.items():
            actions.submit(report, by=self.writers[label], at=NOW)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with guards.one_world(django_db_blocker) as cast:
        yield World(cast)


@pytest.fixture(autouse=True)
def _undone(world: World, db: None) -> None:
    """What a test does to the world is undone after it; so is what it did to the rows in its hands."""
    for report in world.reports.values():
        report.refresh_from_db()
        report.run.refresh_from_db()


def doers(world: World, act: Callable[[Viewer], object]) -> set[str]:
    """Whom an act does not answer with NotHere, whatever else it may refuse."""

    def done(viewer: Viewer) -> None:
        try:
            act(viewer)
        except Refused:
            return

    return world.everybody.let_in(done)


def test_a_draft_is_its_unit_s_own_and_a_report_sent_is_read_above(world: World) -> None:
    ids = [str(report.pk) for report in world.reports.values()]
    for expected in (DRAFT, SENT):
        assert world.everybody.rows(policy.visible_to) == expected
        assert world.everybody.rows(lambda viewer: duties._lines(viewer, ids)) == expected
        readers = {name for name, got in expected.items() if "own" in got}
        gate = world.everybody.let_in(lambda viewer: policy.get_report_for(viewer, world.own.pk, to=May.READ))
        assert gate == readers
        if expected is DRAFT:
            world.send()


def test_what_is_done_with_a_report_is_done_by_few(world: World) -> None:
    world.send()
    allowed = {
        May.READ: OWN,
        May.FILL: set(DESK),
        May.SUBMIT: set(DESK),
        May.DECIDE: {"district_merger"},
        May.MERGE: set(),
        May.OPEN_ROWS: {*DESK, "district_merger", "province_merger"},
        May.SMALL: SMALL,
        May.WORDS: SMALL | {"district_leader", "province_leader"},
    }
    for to, expected in allowed.items():
        found = world.everybody.let_in(lambda viewer, to=to: policy.get_report_for(viewer, world.own.pk, to=to))
        assert found == expected, to
    unit = world.cast.thuong_lac.pk
    assert world.everybody.let_in(lambda viewer: policy.get_unit_for(viewer, unit, to=May.FILL)) == set(DESK)
    with pytest.raises(NotHere):
        policy.get_unit_for(world.writers["own"], 99, to=May.FILL)


def test_each_act_asks_who_acts(world: World) -> None:
    own, cast = world.own, world.cast
    unit, district = cast.thuong_lac, cast.hong_ngu
    of_the_unit: dict[str, Callable[[Viewer], object]] = {
        "open": lambda by: actions.open_report(SHAPE, unit, JUNE, by=by, at=NOW),
        "fill": lambda by: actions.fill(own, by=by, at=NOW),
        "remark": lambda by: actions.remark(own, results="", proposals="", version=99, by=by, at=NOW),
        "submit": lambda by: actions.submit(own, by=by, at=NOW, seen="another page"),
        "recall": lambda by: actions.recall(own, by=by, at=NOW),
        "amend": lambda by: actions.amend(own, reason="", by=by, at=NOW),
    }
    for name, act in of_the_unit.items():
        assert doers(world, act) == set(DESK), name
    of_the_level_above: dict[str, Callable[[Viewer], object]] = {
        "return": lambda by: actions.send_back(own, reason="x", by=by, at=NOW, seen="another page"),
        "accept": lambda by: actions.accept(own, by=by, at=NOW, seen="another page"),
        "remind": lambda by: actions.remind(SHAPE, district, JUNE, by=by, at=NOW),
        "merge": lambda by: merging.merge(SHAPE, district, JUNE, by=by, at=NOW),
    }
    for name, act in of_the_level_above.items():
        assert doers(world, act) == {"district_merger"}, name


def test_a_form_is_opened_for_periods_it_lives_in(world: World) -> None:
    longago, unit = periods.monthly(2005, 1), world.cast.thuong_lac
    with pytest.raises(Refused):
        actions.open_many(SHAPE, [unit], longago, by=world.writers["own"].actor, at=NOW)
    assert not Report.objects.filter(period_from=longago.start).exists()


def test_a_paper_and_its_number_are_given_to_who_may_have_them(world: World) -> None:
    world.send()
    assert world.everybody.let_in(lambda viewer: papers.fill(world.own, viewer)) == OWN
    numbered = doers(world, lambda viewer: papers.issue(world.own, issued_on=TODAY, by=viewer, at=NOW))
    assert numbered == set(DESK)


def test_rows_small_figures_and_words_are_for_those_who_answer_for_them(world: World) -> None:
    world.send()

    def data(viewer: Viewer) -> dict[str, Any]:
        return export.as_data(world.own, viewer=viewer)

    assert world.everybody.let_in(data) == OWN
    readers = {name: world.everybody.viewers[name] for name in OWN}
    rows = {name for name, one in readers.items() if any(cell.get("rows") for cell in data(one)["cells"])}
    assert rows == {*DESK, "district_merger", "province_merger"}
    whole = queries.filled(world.own).lines["stock.total"].figure.display
    small = {
        name
        for name, one in readers.items()
        if withheld.shown(world.own, one).lines["stock.total"].figure.display == whole
    }
    assert (whole, small) == ("1", SMALL)
    words = {name for name, one in readers.items() if queries.words_of(world.own, one)["results"]}
    assert words == SMALL | {"district_leader", "province_leader"}
    path = world.cast.thuong_lac.path
    assert set(world.everybody.who(lambda one: recent.months(one, SHAPE, path, ["stock.total"], until=JUNE))) == SMALL


def test_what_was_sent_is_frozen(world: World) -> None:
    world.send()
    by, merger = world.writers["own"], world.everybody.viewers["district_merger"]
    for act in (
        lambda: actions.fill(world.own, by=by, at=NOW),
        lambda: actions.remark(world.own, results="x", proposals="", version=world.own.version, by=by, at=NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "reports.frozen"
    actions.accept(world.own, by=merger, at=NOW)
    merged = merging.merge(SHAPE, world.cast.hong_ngu, JUNE, by=merger, at=NOW).report
    actions.submit(merged, by=merger, at=NOW)
    with pytest.raises(Refused) as refused:
        merging.merge(SHAPE, world.cast.hong_ngu, JUNE, by=merger, at=NOW)
    assert refused.value.code == "reports.frozen"


def test_each_step_stands_in_the_log_and_words_under_seal(world: World) -> None:
    cast, own, merger = world.cast, world.own, world.everybody.viewers["district_merger"]
    line = entry("report", own, cast.thuong_lac, cast.officer)
    for code in ("report.opened", "report.filled", "report.remarked"):
        assert line in told(code), code
    actions.remind(SHAPE, cast.hong_ngu, JUNE, by=merger, at=NOW)
    assert entry("report", own, cast.thuong_lac, cast.district_merger) in told("report.reminded")
    world.send()
    assert line in told("report.submitted")
    actions.accept(own, by=merger, at=NOW)
    merged = merging.merge(SHAPE, cast.hong_ngu, JUNE, by=merger, at=NOW).report
    assert told("report.merged") == [entry("report", merged, cast.hong_ngu, cast.district_merger)]
    amended = actions.amend(own, reason="đếm sót một người", by=world.writers["own"], at=NOW)
    for sealed, word in ((Report.objects.get(pk=own.pk).results, "Bưởi"), (amended.amendment_reason, "đếm sót")):
        assert sealed is not None
        assert word.encode() not in bytes(sealed)
