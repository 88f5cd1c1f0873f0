"""Every hamlet has a named solution, and counts only once something was done for it in the period."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators.register import Question, count
from hoanhap.foundation.places import actions as places
from hoanhap.foundation.places.models import Place, Share, Succession
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.periods import Period
from hoanhap.people.community.schemes import actions, activities, rules, solutions
from hoanhap.people.community.schemes.models import SchemeKind, Site, SiteActivity
from hoanhap.people.community.schemes.rules import HamletState
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.community.around import activity, scheme, site
from tests.domain.community.test_schemes import refused

QUARTER = Period(date(2020, 4, 1), date(2020, 7, 1))


def states(cast: Cast, period: Period = QUARTER) -> dict[str, str]:
    lines = solutions.of_hamlets(cast.viewer(cast.officer), period)
    return {line.hamlet.name: line.state.value for line in lines}


def at_hamlet(cast: Cast, hamlet: Place, name: str = "Nhóm nòng cốt giúp người trở về", **more: object) -> Site:
    return site(scheme(cast.thuong_lac, name), cast.thuong_lac, hamlet=hamlet, **more)  # type: ignore[arg-type]


@pytest.mark.requirement("S4-18")
@pytest.mark.parametrize(
    ("named", "done", "state"), [(0, 0, "none"), (1, 0, "idle"), (3, 0, "idle"), (1, 1, "reached"), (2, 9, "reached")]
)
def test_a_hamlet_counts_with_a_solution_and_an_activity(named: int, done: int, state: str) -> None:
    assert rules.hamlet_state(solutions=named, activities=done).value == state


@pytest.mark.requirement("S4-07")
def test_each_hamlet_is_listed_with_the_solutions_it_has_by_name(cast: Cast) -> None:
    at_hamlet(cast, cast.ap_2)
    at_hamlet(cast, cast.ap_2, "Gia đình không có người mắc tệ nạn", started=None)
    lines = solutions.of_hamlets(cast.viewer(cast.officer), QUARTER)
    assert [(line.hamlet.name, [(one.name, one.begun) for one in line.solutions]) for line in lines] == [
        ("1", []),
        ("2", [("Gia đình không có người mắc tệ nạn", False), ("Nhóm nòng cốt giúp người trở về", True)]),
    ]
    tally = solutions.tally(lines)
    assert (tally.total, tally.without, tally.idle, tally.reached, tally.share) == (2, 1, 1, 0, "0,00 %")


@pytest.mark.requirement("S4-18")
def test_a_plan_without_an_activity_has_not_reached_the_target(cast: Cast) -> None:
    planned = at_hamlet(cast, cast.ap_1, started=None)
    assert states(cast) == {"1": "idle", "2": "none"}
    actions.start_site(planned, on=date(2020, 5, 4), document="QĐ 33", by=SETTER, at=NOW)
    planned.refresh_from_db()
    assert states(cast) == {"1": "idle", "2": "none"}
    activity(planned, date(2020, 6, 2))
    assert states(cast) == {"1": "reached", "2": "none"}
    assert states(cast, Period(date(2020, 7, 1), date(2020, 10, 1))) == {"1": "idle", "2": "none"}


@pytest.mark.requirement("S4-18")
def test_only_what_was_done_in_the_period_counts(cast: Cast) -> None:
    one = at_hamlet(cast, cast.ap_1)
    activity(one, date(2020, 3, 31))
    assert states(cast)["1"] == "idle"
    activity(one, date(2020, 4, 1), reached=12)
    activity(one, date(2020, 6, 16), reached=5)
    line = next(one for one in solutions.of_hamlets(cast.viewer(cast.officer), QUARTER) if one.hamlet == cast.ap_1)
    assert (line.activities, line.reached) == (2, 17)


def test_a_scheme_of_the_whole_commune_is_the_solution_of_no_hamlet(cast: Cast) -> None:
    whole = site(scheme(cast.thuong_lac), cast.thuong_lac)
    activity(whole, TODAY)
    assert set(states(cast).values()) == {"none"}


@pytest.mark.parametrize("kind", list(SchemeKind))
def test_keeping_order_is_no_help(cast: Cast, kind: SchemeKind) -> None:
    one = site(scheme(cast.thuong_lac, kind=kind), cast.thuong_lac, hamlet=cast.ap_1)
    activity(one, TODAY)
    assert states(cast)["1"] == ("none" if kind in rules.ONLY_KEEP_ORDER else "reached")


def test_what_stopped_before_the_period_is_no_solution_of_it(cast: Cast) -> None:
    one = at_hamlet(cast, cast.ap_1)
    Site.objects.filter(pk=one.pk).update(ended_on=date(2020, 4, 1))
    assert states(cast)["1"] == "none"
    assert states(cast, Period(date(2020, 1, 1), date(2020, 4, 1)))["1"] == "idle"


@pytest.mark.requirement("S4-18")
def test_a_wrong_line_is_taken_back_and_counts_no_more(cast: Cast) -> None:
    one = at_hamlet(cast, cast.ap_1)
    wrong = activity(one, TODAY)
    activities.take_back(wrong, by=SETTER, at=NOW)
    assert states(cast)["1"] == "idle"
    assert SiteActivity.objects.get().taken_back_by == SETTER.account_id
    assert refused(lambda: activities.take_back(wrong, by=SETTER, at=NOW)) == "activity-taken-back"
    codes = AuditEntry.objects.filter(subject_id=str(wrong.pk)).order_by("id").values_list("code", flat=True)
    assert list(codes) == ["scheme.activity_logged", "scheme.activity_taken_back"]
    activity(one, TODAY)
    assert states(cast)["1"] == "reached"


def test_what_was_sent_twice_stands_once(cast: Cast) -> None:
    one = at_hamlet(cast, cast.ap_1)
    details = activities.ActivityDetails(held_on=TODAY, done="Thăm", reached=1, client_key=one.pk)
    said = {"details": details, "by": SETTER, "at": NOW}
    assert activities.log_activity(one, **said) == activities.log_activity(one, **said)  # type: ignore[arg-type]
    again = said | {"details": replace(details, client_key=None)}
    assert refused(lambda: activities.log_activity(one, **again)) == "activity-twice"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"held_on": date(2020, 6, 17)}, "activity-day"),
        ({"held_on": date(2019, 7, 31)}, "activity-day"),
        ({"reached": 0}, "activity-reached"),
        ({"reached": 100_001}, "activity-reached"),
        ({"done": "  "}, "activity-done"),
    ],
)
def test_what_an_activity_refuses(cast: Cast, change: dict[str, object], code: str) -> None:
    one = at_hamlet(cast, cast.ap_1)
    details = replace(activities.ActivityDetails(held_on=TODAY, done="Thăm", reached=1), **change)  # type: ignore[arg-type]
    assert refused(lambda: activities.log_activity(one, details=details, by=SETTER, at=NOW)) == code
    assert not SiteActivity.objects.exists()


def test_nothing_is_done_where_it_has_not_begun_or_was_stopped(cast: Cast) -> None:
    waiting, stopped = at_hamlet(cast, cast.ap_1, started=None), at_hamlet(cast, cast.ap_2, "Khác")
    assert refused(lambda: activity(waiting, TODAY)) == "site-waiting"
    Site.objects.filter(pk=stopped.pk).update(ended_on=date(2020, 6, 10))
    assert refused(lambda: activity(stopped, date(2020, 6, 10))) == "activity-day"
    activity(stopped, date(2020, 6, 9))


@pytest.mark.requirement("S4-07")
def test_many_hamlets_get_their_solution_in_one_go(cast: Cast) -> None:
    one, both = scheme(cast.hong_ngu), [cast.ap_1, cast.ap_2]
    stamp = {"unit": cast.thuong_lac, "planned_on": date(2020, 5, 4), "by": SETTER, "at": NOW}
    plan: Callable[..., list[Site]] = lambda **more: actions.plan_hamlets(one, **{**stamp, **more})  # noqa: E731
    assert refused(lambda: plan(hamlets=[])) == "solution-hamlets"
    begun = plan(hamlets=[cast.ap_1], started_on=date(2020, 5, 11), document="QĐ 33")
    assert (begun[0].hamlet, begun[0].years.get().document) == (cast.ap_1, "QĐ 33")
    with pytest.raises(Refused):
        plan(hamlets=both)
    assert Site.objects.count() == 1, "one of them has it: none is written"
    plan(hamlets=[cast.ap_2])
    assert states(cast) == {"1": "idle", "2": "idle"}
    street = scheme(cast.hong_ngu, "Tuyến đường tự quản", kind=SchemeKind.STREET)
    assert refused(lambda: actions.plan_hamlets(street, **stamp, hamlets=both)) == "solution-kind"  # type: ignore[arg-type]


@pytest.mark.requirement("S4-18")
def test_the_level_above_sees_sums_of_its_communes_and_nobody_elses(cast: Cast) -> None:
    activity(at_hamlet(cast, cast.ap_1), TODAY)
    (line,) = solutions.by_commune(solutions.of_hamlets(cast.viewer(cast.district_merger), QUARTER))
    assert (line.commune, line.tally.total, line.tally.reached, line.tally.share) == (cast.thuong_lac, 2, 1, "50,00 %")
    for account in (cast.stranger_officer, cast.helper):
        assert solutions.of_hamlets(cast.viewer(account), QUARTER) == []


@pytest.mark.requirement("S4-18")
def test_the_figures_count_each_hamlet_once(cast: Cast) -> None:
    activity(at_hamlet(cast, cast.ap_1), TODAY)
    activity(at_hamlet(cast, cast.ap_1, "Khác"), TODAY)
    at_hamlet(cast, cast.ap_2, "Khác nữa", started=None)
    site(scheme(cast.thuong_lac, "Cả xã"), cast.thuong_lac)
    asked = Question(period=QUARTER, unit_path=cast.hong_ngu.path)
    assert (count("hamlets.with_solution", asked), count("hamlets.reached", asked)) == (2, 1)


def test_a_hamlet_that_went_on_elsewhere_keeps_its_solution(cast: Cast) -> None:
    """Its solution is that of the hamlet that took over the whole of it; of one that took a part somebody must say."""
    activity(at_hamlet(cast, cast.ap_1), date(2020, 5, 4))
    activity(at_hamlet(cast, cast.ap_2, "Khác"), date(2020, 5, 4))
    for old, share in ((cast.ap_1, Share.WHOLE), (cast.ap_2, Share.PART)):
        new = places.new_hamlet(cast.thuong_lac, "khóm", f"{old.name} mới", since=date(2020, 6, 1))
        Place.objects.filter(pk=old.pk).update(valid_to=date(2020, 6, 1))
        Succession.objects.create(old=old, new=new, share=share, on=date(2020, 6, 1))
    assert states(cast) == {"1 mới": HamletState.REACHED, "2 mới": HamletState.NONE}
