"""Who is led to which quarter, who is offered the form a year after rehab, who the names behind an indicator."""

from datetime import date

import pytest

from hoanhap.foundation.access.roles import Role
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.reviews.policy import ReviewPermission as May
from hoanhap.people.reviews.rules import Quarter
from hoanhap.web.office.reviews import outcome_words, presenting
from tests.cast import Cast
from tests.domain.care import people
from tests.domain.reviews.signing import sign
from tests.guards import Everybody, may_only
from tests.web.office.reviews.entering import Enter

INDICATORS, YEARS = "/outcomes/indicators/", "/reviews/years/"


def test_the_quarter_before_is_that_of_who_has_somebody_waiting_in_it(cast: Cast) -> None:
    people.case(cast.long_khanh_a)
    before = Quarter(2020, 1)
    led = Everybody(cast).who(lambda viewer: presenting.first_quarter(viewer) == before)
    assert set(led) == {"neighbour_officer", "neighbour_police", "inspector"}


def test_the_form_a_year_after_rehab_is_offered_to_who_assesses(cast: Cast, signed_in: Enter) -> None:
    case = people.case(cast.thuong_lac, state="post_rehab_residence", opened_on=date(2019, 7, 1))
    way, name = f"/cases/{case.pk}/year/", f'href="/cases/{case.pk}/"'
    pages = {who: signed_in(getattr(cast, who)).get(YEARS).content.decode() for who in ("officer", "leader", "police")}
    assert all(name in page for page in pages.values())
    assert {who for who, page in pages.items() if way in page} == {"officer"}


def test_the_page_of_outcomes_reads_its_curve_in_lines(cast: Cast) -> None:
    cases = people.cases(cast.thuong_lac, 2, state="post_rehab_residence", opened_on=date(2020, 1, 16))
    sign(cases, on=date(2020, 3, 28))
    readings = outcome_words.page(cast.viewer(cast.officer), {})["readings"]
    assert readings
    assert all(isinstance(one, outcome_words.ReadLine) for one in readings)


def test_who_counts_nothing_has_no_page_of_indicators(
    cast: Cast, signed_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(cast.officer)
    assert "list=files" in client.get(INDICATORS).content.decode()
    may_only(monkeypatch, Role.COMMUNE_OFFICER, May.COUNT)
    page = client.get(INDICATORS)
    assert page.status_code == 200
    assert "list=files" not in page.content.decode()
    assert client.get(f"{INDICATORS}?list=files").context["listed"] is None
    may_only(monkeypatch, Role.COMMUNE_OFFICER, May.READ, CasePermission.READ)
    assert client.get(INDICATORS).status_code == 404
