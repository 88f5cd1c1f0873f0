"""What rows of the five documents ask of a case, each with its few people."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from hoanhap.exchange.people_list import columns
from hoanhap.foundation.indicators import register
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.notices import queries as notices
from hoanhap.kernel import clock, numbers
from hoanhap.kernel.periods import Period
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import actions as reintegration
from hoanhap.people.reintegration.actions import HelperDetails
from tests import people, returns
from tests.cast import NOW, Cast
from tests.lives.stage import Life, decided

CLASSES = ("stock.users", "stock.addicted", "stock.in_rehab", "stock.after_rehab", "stock.support")


def counted(cast: Cast, code: str, on: date) -> int:
    return register.count(code, Question(Period(on, on + timedelta(days=1)), cast.thuong_lac.path))


@pytest.mark.requirement("S1-09")
def test_on_each_day_a_person_counts_once_in_the_class_of_that_day(life: type[Life]) -> None:
    """User, addicted, in rehab, after rehab: one figure, always in one place."""
    him = life().day(date(2022, 3, 1)).begins("identified")
    him.day(date(2022, 3, 3)).does("confirm_addicted")
    him.does("register")
    him.day(date(2022, 3, 9)).does("start_home", decision=decided(date(2022, 3, 9), months=6))
    him.day(date(2022, 9, 9)).goes_through_the_stages()
    him.does("start_post_rehab", decision=decided(date(2022, 9, 9)))
    days = {
        date(2022, 3, 2): "stock.users",
        date(2022, 3, 8): "stock.addicted",
        date(2022, 9, 8): "stock.in_rehab",
        date(2022, 9, 9): "stock.after_rehab",
    }
    for on, where in days.items():
        found = {code: counted(him.cast, code, on) for code in CLASSES}
        assert found == {code: int(code == where) for code in CLASSES}, on
        assert counted(him.cast, "stock.total", on) == 1


@pytest.mark.requirement("S1-17")
def test_nine_of_ten_who_came_back_have_somebody_and_the_tenth_is_named(cast: Cast) -> None:
    rows = [returns.details(f"Nguyễn Văn Số {n}", cast.thuong_lac, row_no=n + 1) for n in range(10)]
    batch = returns.send(cast, rows)
    received = [returns.receive(cast, row).case for row in batch.rows.order_by("row_no")]
    start, by = returns.DAY, cast.viewer(cast.officer).actor
    for case in received[:9]:
        details = HelperDetails(helper_name="Lê Thị Hạnh", organisation="Hội LHPN xã", valid_from=start)
        reintegration.assign(case, details=details, by=by, at=clock.at(start, 15))
    asked = Question(Period(start, start + timedelta(days=1)), cast.thuong_lac.path)
    helped = register.count("helpers.assigned", asked)
    missing = register.count("helpers.missing", asked)
    assert (helped, missing) == (9, 1)
    assert numbers.percent(helped, helped + missing) == "90,00 %"
    behind = register.row_ids("helpers.missing", asked)
    (standing,) = received[9].standings.filter(pk__in=list(behind))
    assert standing.case_id == received[9].pk


@pytest.mark.requirement("S3-21")
def test_education_at_the_commune_has_its_term_and_is_counted_apart_from_rehab(life: type[Life]) -> None:
    him = life().day(date(2020, 3, 2)).begins("addicted")
    him.does("educate_at_commune", decision=decided(date(2020, 3, 2), months=6))
    him.stands("commune_education", measure="commune_education", until=date(2020, 9, 2))
    on = date(2020, 3, 3)
    assert counted(him.cast, "stock.total", on) == 1
    assert [counted(him.cast, code, on) for code in ("stock.in_rehab", "rehab.home", "rehab.community")] == [0, 0, 0]
    him.day(date(2020, 9, 2)).does("complete")
    him.stands("completed", measure="commune_education")


@pytest.mark.requirement("S2-26")
def test_a_visit_that_did_not_take_place_stands_red_the_next_morning(life: type[Life]) -> None:
    him = life().day(date(2020, 6, 8)).begins("identified", verb="list_person")
    due = him.owed()["case.first_contact"].due_at
    last = clock.local_day(due) - timedelta(days=1)

    def late(on: date) -> bool:
        viewer = him.cast.viewer(him.cast.officer, on)
        lines = notices.lines(viewer, clock.at(on, 8))
        return any(line.duty.kind == "case.first_contact" and line.duty.due_at <= clock.at(on, 8) for line in lines)

    assert not late(last)
    assert late(last + timedelta(days=1))


@pytest.mark.requirement("S5-24")
def test_a_religious_body_helps_as_any_other(cast: Cast) -> None:
    case: Case = people.open_home_case(cast, people.register_person(cast, "Lê Văn Ví Dụ"))
    details = HelperDetails(helper_name="Thích Ví Dụ", organisation="Chùa Phước Ví Dụ", valid_from=case.opened_on)
    made = reintegration.assign(case, details=details, by=cast.viewer(cast.officer).actor, at=NOW)
    assert made.organisation == "Chùa Phước Ví Dụ"


@pytest.mark.requirement("S4-08")
def test_no_table_and_no_list_has_a_place_for_hiv() -> None:
    words = ("hiv", "arv", "aids")
    named = {f"{model._meta.label}.{field.name}" for model in apps.get_models() for field in model._meta.get_fields()}
    assert not [name for name in named for word in words if word in name.rpartition(".")[2].lower().split("_")]
    headings = [str(column) for column in columns.COLUMNS]
    assert headings
    assert not [heading for heading in headings if "hiv" in heading.lower()]
