"""The page of indicators: its note, who is listed by name and to whom, what stays back, periods asked wrongly."""

import itertools
from datetime import date

import pytest

from hoanhap.foundation.audit.models import AuditEntry
from tests.cast import Cast
from tests.domain.care import people, talks
from tests.web.office.reviews.entering import Enter

PAGE = "/outcomes/indicators/"


def shown(client_answer: object) -> str:
    return " ".join(client_answer.content.decode().split())  # type: ignore[attr-defined]


@pytest.mark.requirement("S5-09", "S3-28", "S5-08", "S4-35")
def test_a_commune_reads_its_shares_with_their_notes_and_its_files_by_measure(cast: Cast, signed_in: Enter) -> None:
    people.cases(cast.thuong_lac, 3)
    people.cases(cast.thuong_lac, 1, state="identified")
    page = shown(signed_in(cast.officer).get(PAGE))
    assert "Chỉ tính người đã phát hiện, kể cả" in page
    assert "3 / 4" in page
    assert "75,00 %" in page
    for words in ("có việc làm", "được gặp lần đầu trong 7 ngày", "Giáo dục tại xã", "Điều trị bằng thuốc thay thế"):
        assert words in page


@pytest.mark.requirement("S5-10")
def test_who_had_no_service_is_listed_by_name_in_the_commune_and_the_look_is_logged(
    cast: Cast, signed_in: Enter
) -> None:
    talked, without = people.cases(cast.thuong_lac, 2, state="addicted")
    for case in (talked, without):
        people.determined(case)
    talks.counsel(cast, talked)
    client = signed_in(cast.officer)
    assert f"/cases/{without.pk}/" not in shown(client.get(PAGE))
    before = AuditEntry.objects.filter(code="person.listed").count()
    page = shown(client.get(PAGE, {"list": "none"}))
    assert f"/cases/{without.pk}/" in page
    assert f"/cases/{talked.pk}/" not in page
    assert AuditEntry.objects.filter(code="person.listed").count() == before + 1


@pytest.mark.requirement("S3-32")
def test_who_has_no_management_file_yet_is_listed_in_the_commune(cast: Cast, signed_in: Enter) -> None:
    decided, found = people.case(cast.thuong_lac), people.case(cast.thuong_lac, state="identified")
    page = shown(signed_in(cast.officer).get(PAGE, {"list": "files"}))
    assert f"/cases/{found.pk}/" in page
    assert f"/cases/{decided.pk}/" not in page
    assert "1 / 2" in page


def test_nobody_is_listed_above_the_commune_and_small_figures_stay_back(cast: Cast, signed_in: Enter) -> None:
    for case in people.cases(cast.thuong_lac, 2, state="addicted"):
        people.determined(case)
    accounts = (cast.district_merger, cast.inspector, cast.province_leader)
    for account, listed in itertools.product(accounts, ("none", "files")):
        page = shown(signed_in(account).get(PAGE, {"list": listed, "unit": str(cast.thuong_lac.pk)}))
        assert "/cases/" not in page
        assert "2 / 2" not in page
        assert "…" in page


@pytest.mark.requirement("S5-19")
def test_a_baseline_stands_beside_now_with_the_difference(cast: Cast, signed_in: Enter) -> None:
    people.cases(cast.thuong_lac, 3, opened_on=date(2020, 2, 3))
    people.cases(cast.thuong_lac, 2, opened_on=date(2020, 5, 4), state="identified")
    client = signed_in(cast.officer)
    page = shown(client.get(PAGE, {"base": "2020-Q1"}))
    assert "kỳ gốc 01/01/2020 – 31/03/2020" in page
    for words in ("3 / 3", "3 / 5", "-40,00"):
        assert words in page
    assert "kỳ gốc" not in shown(client.get(PAGE))


def test_what_overlaps_is_no_baseline(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    for asked in ("2020-Q2", "2020", "2020-Q3", "1066", "²"):
        page = shown(client.get(PAGE, {"base": asked}))
        assert "kỳ gốc 0" not in page
        assert f'value="{asked}" selected' not in page.partition('name="base"')[2]
    assert "kỳ gốc 01/01/2019 – 31/12/2019" in shown(client.get(PAGE, {"period": "2020", "base": "2019"}))


def test_what_is_asked_wrongly_is_taken_as_this_quarter_of_the_own_unit(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    for asked in ({"period": "2020-Q9"}, {"period": "1066"}, {"unit": "²"}, {"unit": str(cast.long_khanh_a.pk)}):
        page = shown(client.get(PAGE, asked))
        assert "01/04/2020 – 16/06/2020" in page
        assert "Thường Lạc" in page
    assert "01/01/2019 – 31/12/2019" in shown(client.get(PAGE, {"period": "2019"}))
