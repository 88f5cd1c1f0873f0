"""What the list said about the use of drugs, set right from the page of the file."""

from collections.abc import Callable

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.people.cases import actions
from hoanhap.people.cases.models import Case, UseProfile
from hoanhap.people.cases.rules import UseDetails
from tests.cast import Cast

Enter = Callable[[Account], Client]
WRITTEN = {
    "first_use_year": "2012",
    "substances": "ma túy tổng hợp",
    "route": "hút",
    "level": "hằng tuần",
    "cause": "bạn bè rủ",
    "rehab_count": "0",
    "version": "1",
}


def door(case: Case) -> str:
    return f"/cases/{case.pk}/use/"


@pytest.mark.parametrize("who", ["officer", "leader"])
def test_it_is_written_and_stands_among_the_facts(cast: Cast, signed_in: Enter, case: Case, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert f'href="{door(case)}"' in client.get(f"/cases/{case.pk}/").content.decode()
    assert client.get(door(case)).status_code == 200
    assert client.post(door(case), WRITTEN).status_code == 302
    expected = UseDetails(
        first_use_year=2012,
        substances="ma túy tổng hợp",
        route="hút",
        level="hằng tuần",
        cause="bạn bè rủ",
        rehab_count=0,
    )
    assert actions.use_of(case) == expected
    page = client.get(f"/cases/{case.pk}/").content.decode()
    for said in ("2012", "ma túy tổng hợp", "hút", "hằng tuần", "Số lần đã cai"):
        assert said in page
    assert "bạn bè rủ" not in page
    assert "bạn bè rủ" in client.get(door(case)).content.decode()


def test_of_two_officers_the_second_sees_what_differs(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.officer)
    client.post(door(case), WRITTEN)
    page = client.post(door(case), {**WRITTEN, "substances": "heroin"}).content.decode()
    assert "vừa được người khác cập nhật" in page
    assert "ma túy tổng hợp" in page
    assert "heroin" in page
    assert 'name="version" value="2"' in page
    assert UseProfile.objects.get().substances == "ma túy tổng hợp"
    assert client.post(door(case), {**WRITTEN, "substances": "heroin", "version": "2"}).status_code == 302
    assert UseProfile.objects.get().substances == "heroin"


@pytest.mark.parametrize(
    "changes",
    [
        {"first_use_year": "1992"},
        {"first_use_year": "2021"},
        {"first_use_year": "năm ngoái"},
        {"rehab_count": "-1"},
        {"rehab_count": "100"},
        {"substances": "x" * 201},
        {"version": ""},
    ],
)
def test_what_cannot_be_is_explained(cast: Cast, signed_in: Enter, case: Case, changes: dict[str, str]) -> None:
    page = signed_in(cast.officer).post(door(case), {**WRITTEN, **changes})
    assert page.status_code == 200
    assert "govuk-error-summary" in page.content.decode()
    assert not UseProfile.objects.exists()


@pytest.mark.parametrize("who", ["police", "helper", "neighbour_officer", "stranger_officer", "district_merger"])
def test_nobody_else_writes_it(cast: Cast, signed_in: Enter, helped: Case, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(door(helped)).status_code == 404
    assert client.post(door(helped), WRITTEN).status_code == 404
    assert not UseProfile.objects.exists()


def test_each_look_and_each_writing_has_its_own_transaction(
    transactional_db: None, cast: Cast, signed_in: Enter, case: Case
) -> None:
    """Without the transaction of a test around it, the log refuses what stands outside of one."""
    officer, police = signed_in(cast.officer), signed_in(cast.police)
    assert officer.get(door(case)).status_code == 200
    assert officer.post(door(case), WRITTEN).status_code == 302
    assert officer.post(door(case), WRITTEN).status_code == 200
    assert police.post(f"/cases/{case.pk}/prior/").status_code == 200
    assert police.get(f"/cases/{case.pk}/prior/write/").status_code == 200
    assert police.post(f"/cases/{case.pk}/prior/write/", {"prior_record": "x", "version": "0"}).status_code == 302
    assert police.post(f"/cases/{case.pk}/prior/write/", {"prior_record": "x", "version": "0"}).status_code == 200
