"""The list of a quarter in the browser's hands: ticked, saved together, corrected; years, offences and outcomes."""

from datetime import date

import pytest
from django.test import Client

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel import clock
from hoanhap.people.reviews.models import OffenceCheck, Review, YearAssessment
from tests.cast import Cast
from tests.domain.care import people
from tests.domain.reviews.signing import sign
from tests.web.office.reviews.entering import Enter

LIST, SIGN = "/reviews/2020-Q2/", "/reviews/2020-Q2/sign/"


def ticks(rows: dict[object, dict[str, str]]) -> dict[str, str]:
    """The body of the form: name-case for each row."""
    posted = {"shown": " ".join(map(str, rows))}
    return posted | {f"{name}-{pk}": value for pk, row in rows.items() for name, value in row.items()}


def test_the_way_leads_to_the_quarter_that_waits(cast: Cast, signed_in: Enter) -> None:
    (case,) = people.cases(cast.thuong_lac, 1)
    client = signed_in(cast.officer)
    assert client.get("/reviews/").headers["Location"] == "/reviews/2020-Q1/"
    sign([case], on=date(2020, 3, 20))
    assert client.get("/reviews/").headers["Location"] == LIST


def test_everybody_due_stands_on_one_page_and_is_saved_together(cast: Cast, signed_in: Enter) -> None:
    first, second, third = people.cases(cast.thuong_lac, 3)
    client = signed_in(cast.officer)
    page = client.get(LIST).content.decode()
    assert page.count("Tôi thấy dấu hiệu sử dụng lại") == 3
    rows = {first.pk: {"condition": "progress", "work": "stable"}, second.pk: {"not_seen": "absent"}, third.pk: {}}
    answer = client.post(SIGN, ticks(rows), follow=True)
    page = answer.content.decode()
    assert "Đã đánh giá 2 người." in page
    assert "Đã đánh giá 2, còn 1 người." in page
    assert Review.objects.count() == 2


def test_a_row_that_contradicts_itself_is_said_and_nothing_is_lost(cast: Cast, signed_in: Enter) -> None:
    first, second = people.cases(cast.thuong_lac, 2)
    rows = {first.pk: {"condition": "progress", "use": "yes"}, second.pk: {"condition": "at_risk"}}
    answer = signed_in(cast.officer).post(SIGN, ticks(rows))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "không đánh dấu có dấu hiệu sử dụng" in page
    assert page.count("checked") == 3, "both ticks and the sign stay as they were typed"
    assert not Review.objects.exists()


def test_rows_of_others_are_not_signed(cast: Cast, signed_in: Enter) -> None:
    stranger = people.case(cast.long_khanh_a)
    signed_in(cast.officer).post(SIGN, ticks({stranger.pk: {"condition": "progress"}, "nonsense": {}}))
    assert not Review.objects.exists()


@pytest.mark.parametrize("address", ["/reviews/2020-Q9/", "/reviews/nonsense/"])
def test_what_is_no_quarter_is_not_here(cast: Cast, signed_in: Enter, address: str) -> None:
    assert signed_in(cast.officer).get(address).status_code == 404


def test_who_only_reads_has_no_form(cast: Cast, signed_in: Enter) -> None:
    people.case(cast.thuong_lac)
    for account in (cast.leader, cast.police):
        client = signed_in(account)
        page = client.get(LIST).content.decode()
        assert "chưa đánh giá" in page
        assert SIGN not in page
        assert client.post(SIGN, {}).status_code == 404
    assert signed_in(cast.helper).get(LIST).status_code == 404


def test_a_review_is_written_anew_with_a_reason(cast: Cast, signed_in: Enter) -> None:
    row = sign([people.case(cast.thuong_lac)], on=date(2020, 6, 10), condition="not_yet").written[0]
    client = signed_in(cast.officer)
    address = f"/reviews/one/{row.pk}/"
    posted = {"condition": "progress", "on": "10/06/2020", "note": "Đi làm đều"}
    assert "Điền mục" in client.post(address, posted).content.decode()
    client.post(address, posted | {"reason": "Nhầm dòng"})
    assert Review.objects.get().condition == "progress"
    assert client.get(address).status_code == 404, "the struck one is no longer to be corrected"


# --- a year after rehab -----------------------------------------------------------------------------------------------


def came_home(cast: Cast) -> object:
    return people.case(cast.thuong_lac, state="post_rehab_residence", opened_on=date(2019, 7, 1))


def test_the_year_is_asked_for_and_written(cast: Cast, signed_in: Enter) -> None:
    case = came_home(cast)
    client = signed_in(cast.officer)
    assert f"/cases/{case.pk}/year/" in client.get("/reviews/years/").content.decode()
    address = f"/cases/{case.pk}/year/"
    relapsed = {"outcome": "relapsed", "on": "16/06/2020"}
    page = client.post(address, relapsed).content.decode()
    assert "cần số và ngày của phiếu" in page
    assert client.post(address, {"outcome": "no_use", "work": "stable", "on": "16/06/2020"}).status_code == 302
    assert YearAssessment.objects.get().work == "stable"
    assert "Lý do sửa" in client.get(address).content.decode()


def test_without_an_end_of_rehab_the_way_leads_back(cast: Cast, signed_in: Enter) -> None:
    case = people.case(cast.thuong_lac)
    assert signed_in(cast.officer).get(f"/cases/{case.pk}/year/").headers["Location"] == f"/cases/{case.pk}/"


# --- the police room --------------------------------------------------------------------------------------------------


def test_the_police_write_and_open_what_they_found(cast: Cast, signed_in: Enter) -> None:
    case = came_home(cast)
    client = signed_in(cast.police)
    key = f"{case.pk}-20190701"
    assert key in client.get("/reviews/offences/").content.decode()
    client.post("/reviews/offences/", {f"found-{key}": "yes", f"words-{key}": "Gây rối trật tự"})
    assert OffenceCheck.objects.count() == 1
    assert "Gây rối" not in client.get("/reviews/offences/").content.decode()
    page = client.post("/reviews/offences/read/").content.decode()
    assert "Gây rối trật tự" in page
    assert "trong 1 người đã tra cứu (100,00 %)" in page
    assert AuditEntry.objects.filter(code="police.offence_read").count() == 1


def test_nobody_else_finds_the_door_of_the_police(cast: Cast, signed_in: Enter) -> None:
    for account in (cast.officer, cast.leader, cast.helper, cast.district_merger):
        client = signed_in(account)
        assert client.get("/reviews/offences/").status_code == 404
        assert client.post("/reviews/offences/read/").status_code == 404
        assert "offences" not in client.get(LIST).content.decode()


# --- outcomes ---------------------------------------------------------------------------------------------------------


def page_of(client: Client, query: str = "") -> str:
    answer = client.get(f"/outcomes/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_outcomes_say_how_sure_they_are(cast: Cast, signed_in: Enter) -> None:
    cases = people.cases(cast.thuong_lac, 3, state="post_rehab_residence", opened_on=date(2020, 1, 16))
    sign(cases, on=date(2020, 3, 28))
    sign(cases[:1], on=date(2020, 6, 14), condition="not_yet", use_seen=True)
    page = page_of(signed_in(cast.officer), "?quarter=2020-Q1")
    assert '<svg class="hn-curve"' in page
    assert "chưa ai được theo dõi đủ 12 tháng" in page
    assert "ít người, chưa so sánh được" in page
    assert "100,00 %" in page


def test_above_the_commune_small_groups_say_so_in_words(cast: Cast, signed_in: Enter) -> None:
    for unit in (cast.thuong_lac, cast.long_khanh_a):
        sign(people.cases(unit, 3, state="post_rehab_residence", opened_on=date(2020, 1, 16)), on=date(2020, 3, 28))
    page = page_of(signed_in(cast.district_merger), "?by=unit&quarter=2020-Q1")
    assert "<svg" not in page.split("<main", 1)[1]
    assert "dưới 20 người" in page
    assert "Chưa so sánh được các nhóm" in page
    assert "ghi nhận" not in page


@pytest.mark.parametrize("query", ["?by=nonsense", "?quarter=x", "?year=9999", "?by=cohort", "?by=measure&year=2020"])
def test_what_is_asked_wrongly_is_taken_as_not_asked(cast: Cast, signed_in: Enter, query: str) -> None:
    people.case(cast.thuong_lac)
    page_of(signed_in(cast.leader), query)


# --- the file, read by an inspector -----------------------------------------------------------------------------------


def test_the_timeline_is_cut_by_year_and_measure(cast: Cast, signed_in: Enter) -> None:
    case = people.case(cast.thuong_lac)
    sign([case], on=date(2020, 3, 28))
    page = signed_in(cast.officer).get(f"/cases/{case.pk}/").content.decode()
    assert "2020 · Cai nghiện tự nguyện tại gia đình" in page
    assert "Đánh giá quý 1/2020: tiến bộ, không sử dụng" in page


def test_the_file_is_printed_as_the_viewer_sees_it_and_logged(cast: Cast, signed_in: Enter) -> None:
    case = people.case(cast.thuong_lac, "Nguyễn Văn Đào")
    address = f"/cases/{case.pk}/print/"
    assert "Nguyễn Văn Đào" in signed_in(cast.officer).get(address).content.decode()
    masked = signed_in(cast.inspector).get(address).content.decode()
    assert "Nguyễn Văn Đào" not in masked
    assert "N. V. Đ." in masked
    assert "Tổ công tác: chưa có" in masked
    assert AuditEntry.objects.filter(code="case.printed", subject_id=str(case.pk)).count() == 2
    for account in (cast.helper, cast.district_merger, cast.neighbour_officer):
        assert signed_in(account).get(address).status_code == 404


def test_today_asks_for_the_quarter_by_its_own_door(cast: Cast, signed_in: Enter) -> None:
    from hoanhap.people.reviews import duties
    from tests.cast import NOW, SETTER

    people.case(cast.thuong_lac)
    duties.renew([cast.thuong_lac], by=SETTER, at=NOW)
    page = signed_in(cast.officer).get("/").content.decode()
    assert "Đánh giá quý 2/2020, xã Thường Lạc" in page
    assert 'href="/reviews/2020-Q2/"' in page
    assert clock.now()
