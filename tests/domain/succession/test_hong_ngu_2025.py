"""1/7/2025 on the real map: thirteen communes of Hồng Ngự become wards and communes of the new Đồng Tháp.

Reports of June stand on the old map, those of July on the new one; what June closed with, July opens with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.indicators import register as indicators
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.places import actions as places
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.periods import Period
from hoanhap.ops import daily
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.rules import Step
from hoanhap.people.persons import actions as persons
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.rules import PersonDetails
from hoanhap.people.succession import actions
from hoanhap.steering.reports import actions as reports
from hoanhap.steering.reports import form as forms
from hoanhap.steering.reports import policy
from hoanhap.steering.reports import queries as report_queries
from hoanhap.steering.reports.form import Window
from hoanhap.steering.reports.models import Report
from tests.cast import PASSWORD, SETTER

DAY = date(2025, 7, 1)
MAY, JUNE, JULY = (Period(date(2025, month, 1), date(2025, month + 1, 1)) for month in (5, 6, 7))
PEOPLE = {
    "63-29977": 4,  # xã Thường Lạc          ┐
    "63-29962": 2,  # xã Thường Thới Hậu A   ├ phường Thường Lạc
    "63-29978": 3,  # phường An Lạc          ┘
    "63-29980": 2,  # xã Long Khánh A        ┐
    "63-29983": 1,  # xã Long Khánh B        ┴ xã Long Khánh
    "63-29998": 1,  # xã Phú Thuận A           xã Long Phú Thuận
    "63-29995": 3,  # xã Phú Thuận B           part of it, part of xã Tân Long (Cù lao Tây)
}
THUONG_LAC, LONG_KHANH, LONG_PHU_THUAN, TAN_LONG = "34-29978", "34-29983", "34-29992", "34-30154"
WHOLE = {THUONG_LAC: ("63-29977", "63-29962", "63-29978"), LONG_KHANH: ("63-29980", "63-29983")}


@dataclass
class Office:
    officer: Account
    cases: list[Case]


@pytest.fixture
def offices(db: None) -> Iterator[dict[str, Office]]:
    clock.set_start(clock.at(date(2025, 6, 10), 8))
    places.load_reference(only_provinces=["Đồng Tháp", "Tiền Giang"])
    yield {key: _office(unit(key), count) for key, count in PEOPLE.items()}
    clock.set_start(None)


def unit(key: str) -> Place:
    return Place.objects.get(key=key)


def _account(username: str, role: Role, place: Place) -> Account:
    at = clock.at(date(2025, 1, 2), 8)
    account = access.create_account(username=username, display_name="Cán bộ", password=PASSWORD, by=SETTER, at=at)
    access.post(account, role=role, place=place, valid_from=date(2025, 1, 2), by=SETTER, at=at)
    return account


def _office(place: Place, count: int) -> Office:
    officer = _account(place.key, Role.COMMUNE_OFFICER, place)
    opened = []
    for number in range(count):
        day = date(2025, 5, 20) if number else date(2025, 6, 5)
        at = clock.at(day, 9)
        details = PersonDetails(full_name=f"Nguyễn Văn {['Một', 'Hai', 'Ba', 'Bốn'][number]}")
        person = persons.register(details=details, unit=place, by=SETTER, at=at)
        opening = cases.Opening(person=person, steps=(Step(state="addicted", on=day),))
        opened.append(cases.open_case(opening=opening, unit=place, by=SETTER, at=at))
    return Office(officer, opened)


def count(code: str, period: Period, key: str, map_on: date | None = None) -> int:
    return indicators.count(code, Question(period, unit(key).path, map_on))


def night(day: date) -> None:
    now = clock.at(day, 2)
    clock.set_start(now)
    daily.run(now)


@pytest.mark.parametrize("handed_over", [False, True], ids=["before the night", "after the night"])
def test_what_june_closed_with_july_opens_with(offices: dict[str, Office], handed_over: bool) -> None:
    if handed_over:
        night(DAY)
    for new, olds in WHOLE.items():
        closed = sum(count("stock.total", JUNE, old) for old in olds)
        assert closed == sum(PEOPLE[old] for old in olds)
        assert count("stock.opening", JULY, new) == count("stock.total", JULY, new) == closed
        assert count("stock.new", JULY, new) == count("stock.removed", JULY, new) == 0
        assert count("stock.new", JUNE, new) == 0, "in June the new unit was not there"
        assert count("stock.new", JUNE, new, map_on=DAY) == sum(count("stock.new", JUNE, old) for old in olds)
        assert count("stock.total", JUNE, new, map_on=DAY) == closed
    assert count("stock.total", JUNE, "63-87") == count("stock.total", JULY, "34-82") == sum(PEOPLE.values())
    assert count("stock.opening", JULY, "34-82") == sum(PEOPLE.values())


def test_the_night_hands_over_and_leaves_the_split_commune_to_people(offices: dict[str, Office]) -> None:
    night(DAY)
    held = {key: Person.objects.filter(unit__key=key).count() for key in (*WHOLE, LONG_PHU_THUAN, TAN_LONG, *PEOPLE)}
    assert {key: number for key, number in held.items() if number} == {
        THUONG_LAC: 9, LONG_KHANH: 3, LONG_PHU_THUAN: 1, "63-29995": 3
    }  # fmt: skip
    split = [case.person for case in offices["63-29995"].cases]
    actions.place(split[:1], to=unit(LONG_PHU_THUAN), by=SETTER, at=clock.at(DAY, 9))
    actions.place(split[1:], to=unit(TAN_LONG), by=SETTER, at=clock.at(DAY, 9))
    assert (count("stock.total", JULY, LONG_PHU_THUAN), count("stock.total", JULY, TAN_LONG)) == (2, 2)
    assert (count("stock.opening", JULY, LONG_PHU_THUAN), count("stock.opening", JULY, TAN_LONG)) == (2, 2)
    assert count("stock.new", JUNE, TAN_LONG, map_on=DAY) + count("stock.new", JUNE, LONG_PHU_THUAN, map_on=DAY) == 2


def test_the_two_reports_meet_in_the_middle(offices: dict[str, Office]) -> None:
    """Month 6 (15/5–14/6) is reported by the old communes, month 7 (15/6–14/7) by the ward they have become."""
    shape = forms.get("BC01")
    june, july = shape.period(Window.MONTH, 2025, 6), shape.period(Window.MONTH, 2025, 7)
    night(date(2025, 6, 16))
    night(DAY)
    after = clock.at(date(2025, 7, 16), 9)
    night(date(2025, 7, 16))
    clock.set_start(after)
    closed = 0
    for key in WHOLE[THUONG_LAC]:
        # Nobody had sent June before the merger: the officers of the ward owe it and may fill it, on the old map.
        owed = Report.objects.get(unit=unit(key), period_from=june.start)
        colleague = viewers.of(offices["63-29977"].officer, after.date())
        filled = reports.fill(owed, by=colleague, at=after)
        closed += report_queries.counts_of(filled)["stock.total"]
    ward = unit(THUONG_LAC)
    assert not Report.objects.filter(unit=ward, period_from=june.start).exists(), "the ward has no June of its own"
    report = Report.objects.get(unit=ward, period_from=july.start)
    writer = viewers.of(offices["63-29962"].officer, after.date())
    counts = report_queries.counts_of(reports.fill(report, by=writer, at=after))
    assert counts["stock.opening"] == closed == 9
    assert counts["stock.opening"] + counts["stock.new"] - counts["stock.removed"] == counts["stock.total"] == 9


def test_a_report_of_an_abolished_district_s_commune_is_decided_by_the_province(offices: dict[str, Office]) -> None:
    shape = forms.get("BC01")
    june = shape.period(Window.MONTH, 2025, 6)
    night(date(2025, 6, 16))
    merger = _account("tinh", Role.PROVINCE_MERGER, unit("63-87"))
    district = _account("huyen", Role.DISTRICT_MERGER, unit("63-870"))
    report = Report.objects.get(unit=unit("63-29977"), period_from=june.start)
    assert policy.may_decide(viewers.of(district, date(2025, 6, 20)), report)
    assert not policy.may_decide(viewers.of(merger, date(2025, 6, 20)), report)
    assert not policy.may_decide(viewers.of(district, DAY), report)
    assert policy.may_decide(viewers.of(merger, DAY), report)
    officer = viewers.of(offices["63-29977"].officer, DAY)
    at = clock.at(DAY, 9)
    reports.submit(reports.fill(report, by=officer, at=at), by=officer, at=at)
    asked = Duty.objects.get(kind="report.decide", settled_at=None)
    assert (asked.holder_role, asked.unit_id) == (Role.PROVINCE_MERGER, unit("63-87").pk)
