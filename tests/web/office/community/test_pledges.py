"""The page of a movement: its parts, who pledged this year, place by place; a wrong line taken back."""

import re
import uuid
from datetime import date

import pytest

from hoanhap.foundation.places.models import Place, Share, Succession
from hoanhap.people.community.pledges.models import PledgeSheet, SignerKind
from hoanhap.people.community.rows import Body
from hoanhap.people.community.schemes import actions as schemes
from hoanhap.people.community.schemes import naming
from hoanhap.people.community.schemes.models import SchemeKind
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.community import around
from tests.domain.community.test_papers import words
from tests.domain.community.test_pledges import merged
from tests.web.office.community.test_around import Enter, sent, text
from tests.web.office.community.test_hamlets import plain

PAGE = "/movements/three_noes/"
NOES = ["no_use", "no_trade", "no_cover"]


def said(page: str) -> str:
    """What stands there, without what it is drawn with."""
    return plain(re.sub(r"<[^>]+>", " ", page))


def adding(unit: Place, movement: str = "three_noes") -> str:
    return f"/movements/{movement}/unit/{unit.pk}/pledges/add/"


def facts(**more: object) -> dict[str, object]:
    typed = {"signer": "household", "signed": "120", "parts": NOES, "signed_on": "16/06/2020", "kept_at": "Tủ hồ sơ"}
    return typed | {"hamlet": "", "client_key": str(uuid.uuid4())} | more


@pytest.mark.requirement("S4-26")
def test_the_campaign_page_shows_the_three_noes_and_the_pledges(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    assert f'href="{PAGE}"' in text(client, "/movements/")
    page = text(client, PAGE)
    noes = re.findall(r"<li>(.*?)</li>", page.partition("<ol>")[2].partition("</ol>")[0])
    assert noes == ["Không sử dụng", "Không mua bán, tàng trữ, vận chuyển", "Không bao che, dung túng"]
    assert "Ba không với ma túy" in page
    assert said(page).count("chưa có ai ký") == 2, "two hamlets, none of them asked so far"
    for typed in (
        facts(hamlet=str(cast.ap_1.pk)),
        facts(hamlet=str(cast.ap_2.pk), signed="30", parts=NOES[:1]),
        facts(signer="school", signed="2"),
    ):
        assert sent(client, adding(cast.thuong_lac), **typed) == PAGE
    shown = said(text(client, PAGE))
    assert "Hộ gia đình 150 150 120 120" in shown
    assert "Trường học 2 2 2 2" in shown
    assert "Tất cả 152 152 122 122" in shown
    assert "2/2 ấp, khu phố có bản ký" in shown
    assert "– tỷ lệ hộ đã ký" in shown, "how many households there are nobody keeps"
    assert "chỉ cam kết: không sử dụng" in shown
    assert "chưa có ai ký" not in shown


@pytest.mark.requirement("S4-26")
def test_a_wrong_line_is_taken_back_on_its_page(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    row = around.pledge(cast.thuong_lac, 1200, hamlet=cast.ap_1)
    old = around.pledge(cast.thuong_lac, 77, hamlet=cast.ap_1, on=date(2019, 5, 4))
    assert "1.200 hộ gia đình đã ký" in said(text(client, PAGE))
    assert sent(client, f"/movements/pledges/{row.pk}/take-back/") == PAGE
    assert "0 hộ gia đình đã ký" in said(text(client, PAGE))
    assert "đã được bỏ" in said(client.post(f"/movements/pledges/{row.pk}/take-back/", follow=True).content.decode())
    last = f"{PAGE}?year=2019"
    assert "77 hộ gia đình đã ký" in said(text(client, last))
    assert "Bỏ dòng này" in text(client, last)
    assert sent(client, f"/movements/pledges/{old.pk}/take-back/") == last


@pytest.mark.requirement("S4-26")
def test_above_the_commune_there_is_one_line_a_commune(cast: Cast, signed_in: Enter) -> None:
    around.pledge(cast.thuong_lac, 120, hamlet=cast.ap_1)
    around.pledge(cast.hong_ngu, 4, signer=SignerKind.OFFICE)
    client = signed_in(cast.district_leader)
    shown = said(text(client, PAGE))
    assert shown.index("Long Khánh A") < shown.index("xã Thường Lạc 120 0 1"), "what is missing stands first"
    assert "1/3 xã, phường, thị trấn có bản ký" in shown
    assert "huyện Hồng Ngự ghi chung của đơn vị 0 4 1" in shown
    assert "Bỏ dòng này" not in shown
    one = f"/movements/three_noes/unit/{cast.thuong_lac.pk}/"
    assert f'href="{one}"' in text(client, PAGE)
    page = text(client, one)
    assert "ấp 1 120 0 1" in said(page)
    assert "/add/" not in page
    assert signed_in(cast.neighbour_officer).get(one).status_code == 404
    assert signed_in(cast.helper).get(PAGE).status_code == 404


def test_the_district_writes_for_itself_and_for_a_commune_on_its_page(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.district_merger)
    assert f'href="{adding(cast.hong_ngu)}"' in text(client, PAGE)
    form = text(client, adding(cast.hong_ngu))
    assert 'name="hamlet"' not in form
    assert "Bản ký ở xã thì ghi ở trang của xã." in form
    assert sent(client, adding(cast.hong_ngu), **facts(signer="office", signed="9")) == PAGE
    assert "Bỏ dòng này" in text(client, PAGE)
    there = f"/movements/three_noes/unit/{cast.thuong_lac.pk}/"
    assert f'href="{adding(cast.thuong_lac)}"' in text(client, there)
    assert sent(client, adding(cast.thuong_lac), **facts(hamlet=str(cast.ap_1.pk))) == there
    assert sent(client, f"/movements/pledges/{PledgeSheet.objects.get(hamlet=cast.ap_1).pk}/take-back/") == there
    assert client.get(adding(cast.ap_1)).status_code == 404


@pytest.mark.requirement("S4-26")
def test_the_year_can_be_taken_along_as_a_paper(cast: Cast, signed_in: Enter) -> None:
    around.pledge(cast.thuong_lac, 118, hamlet=cast.ap_2)
    around.pledge(cast.long_khanh_a, 7)
    around.pledge(cast.thuong_lac, 50, on=date(2019, 5, 4))
    paper = f"/movements/three_noes/unit/{cast.thuong_lac.pk}/pledges.docx"
    client = signed_in(cast.officer)
    assert f'href="{paper}"' in text(client, PAGE)
    assert "118 hộ gia đình" in words(client.get(paper).content)
    assert f'href="{paper}?year=2019"' in text(client, f"{PAGE}?year=2019")
    assert "50 hộ gia đình" in words(client.get(f"{paper}?year=2019").content)
    merger = signed_in(cast.district_merger)
    above = words(merger.get(f"/movements/three_noes/unit/{cast.hong_ngu.pk}/pledges.docx").content)
    assert "125 hộ gia đình" in above
    assert "xã Phú Thuận B" in above
    assert merger.get(f"/movements/three_noes/unit/{cast.ap_1.pk}/pledges.docx").status_code == 404
    assert signed_in(cast.police).get(paper).status_code == 404
    assert signed_in(cast.neighbour_officer).get(paper).status_code == 404


def test_who_only_reads_writes_nothing(cast: Cast, signed_in: Enter) -> None:
    row = around.pledge(cast.thuong_lac, 3)
    for account in (cast.police, cast.district_leader, cast.neighbour_officer):
        client = signed_in(account)
        for address in (adding(cast.thuong_lac), f"/movements/pledges/{row.pk}/take-back/"):
            assert client.post(address, facts()).status_code == 404
    assert "/add/" not in text(signed_in(cast.police), PAGE)
    assert PledgeSheet.objects.get().taken_back_at is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("signed_on", "17/06/2020"),
        ("signed_on", "31/12/1999"),
        ("signed", "0"),
        ("signed", "9" * 30),
        ("signed", "x"),
        ("kept_at", " "),
        ("kept_at", "x" * 161),
        ("parts", []),
        ("parts", ["drugs"]),
        ("signer", "neighbour"),
        ("hamlet", "8700199"),
    ],
)
def test_a_wrong_answer_stands_beside_its_field(cast: Cast, signed_in: Enter, field: str, value: object) -> None:
    page = signed_in(cast.officer).post(adding(cast.thuong_lac), facts(**{field: value})).content.decode()
    assert re.search(rf'href="#id_{field}(_0)?"', page)
    assert not PledgeSheet.objects.exists()


def test_a_sheet_sent_twice_counts_once_and_a_second_one_is_refused_in_words(cast: Cast, signed_in: Enter) -> None:
    client, typed = signed_in(cast.officer), facts()
    for _twice in range(2):
        assert sent(client, adding(cast.thuong_lac), **typed) == PAGE
    page = said(client.post(adding(cast.thuong_lac), facts(signed="7")).content.decode())
    assert "Đã ghi bản ký ngày 16/06/2020 ở đây: 120 hộ gia đình." in page
    assert "bỏ dòng ấy rồi ghi lại" in page
    assert PledgeSheet.objects.count() == 1
    assert 'value="Tủ hồ sơ"' in text(client, adding(cast.thuong_lac)), "the next paper goes where the last one went"


def test_a_movement_without_parts_asks_for_none(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    assert 'name="parts"' not in text(client, adding(cast.thuong_lac, "drugs"))
    typed = facts()
    del typed["parts"]
    assert sent(client, adding(cast.thuong_lac, "drugs"), **typed) == "/movements/drugs/"
    assert "Tất cả 120" in said(text(client, "/movements/drugs/"))


def test_a_movement_of_another_commune_is_not_here(cast: Cast, signed_in: Enter) -> None:
    own = naming.add_movement(unit=cast.long_khanh_a, name="Ấp bình yên", valid_from=TODAY, by=SETTER, at=NOW)
    page = f"/movements/{own.code}/"
    assert "Ấp bình yên" in text(signed_in(cast.neighbour_officer), page)
    client = signed_in(cast.officer)
    for address in (page, adding(cast.thuong_lac, own.code), "/movements/never_heard_of/"):
        assert client.get(address).status_code == 404
    assert client.post(adding(cast.thuong_lac, own.code), facts()).status_code == 404
    merger = signed_in(cast.district_merger)
    below = text(merger, f"{page}unit/{cast.long_khanh_a.pk}/")
    assert "Ấp bình yên" in below
    assert f'href="{page}"' not in below, "above the commune it has no page to go back to"
    assert merger.get(f"{page}unit/{cast.thuong_lac.pk}/").status_code == 404


def test_what_serves_the_movement_stands_on_its_page(cast: Cast, signed_in: Enter) -> None:
    details = schemes.SchemeDetails(
        name="Ấp không ma túy", kind=SchemeKind.QUARTER, owner=Body.FRONT, movement="three_noes"
    )
    scheme = schemes.enter_scheme(unit=cast.hong_ngu, details=details, by=SETTER, at=NOW)
    around.scheme(cast.thuong_lac, "Của phong trào khác")
    around.course(cast.thuong_lac, movements=("three_noes",))
    around.meet(around.club(cast.thuong_lac), date(2020, 6, 2), guests=14, movements=("three_noes",))
    client = signed_in(cast.officer)
    page = text(client, PAGE)
    assert f'href="/schemes/{scheme.pk}/"' in page
    assert "Của phong trào khác" not in page
    assert "Năm 2020: 1 buổi hoạt động với 14 lượt người, 1 lớp tập huấn." in said(page)
    around.pledge(cast.thuong_lac, 1, on=date(2019, 5, 4))
    assert "Năm 2019: 0 buổi hoạt động" in said(text(client, f"{PAGE}?year=2019"))


def test_after_a_merger_what_was_signed_before_is_still_written(cast: Cast, signed_in: Enter) -> None:
    new = merged(cast)
    client = signed_in(cast.officer)
    page = text(client, PAGE)
    assert f'href="{adding(new)}"' in page
    assert "Ghi bản ký của xã Thường Lạc (đến hết 31/05/2020)" in said(page)
    form = text(client, adding(cast.thuong_lac))
    assert "ấp 2" in form
    assert 'value="31/05/2020"' in form
    assert sent(client, adding(cast.thuong_lac), **facts(signed_on="31/05/2020", hamlet=str(cast.ap_2.pk))) == PAGE
    refused = said(client.post(adding(cast.thuong_lac), facts()).content.decode())
    assert "Ngày này xã Thường Lạc không còn nữa. Ghi bản ký ở đơn vị tiếp nhận." in refused
    shown = said(text(client, PAGE))
    assert "120 hộ gia đình đã ký" in shown
    row = PledgeSheet.objects.get()
    assert sent(client, f"/movements/pledges/{row.pk}/take-back/") == PAGE


def test_a_district_without_a_level_leaves_its_own_pledges_to_the_province(cast: Cast, signed_in: Enter) -> None:
    """Abolished with its level it has no heir: its line stays under its own name, its communes' under theirs."""
    around.pledge(cast.hong_ngu, 4, signer=SignerKind.OFFICE, on=date(2020, 5, 4))
    around.pledge(cast.thuong_lac, 50, on=date(2020, 5, 4))
    new = Place.objects.create(
        id=87120,
        key="t-87120",
        title="xã",
        name="Hợp Nhất",
        folded="hop nhat",
        kind="commune",
        parent=cast.dong_thap,
        path=f"{cast.dong_thap.path}87120/",
        valid_from=date(2020, 6, 1),
    )
    for old in (cast.thuong_lac, cast.long_khanh_a, cast.phu_thuan_b):
        Place.objects.filter(pk=old.pk).update(valid_to=date(2020, 6, 1))
        Succession.objects.create(old=old, new=new, share=Share.WHOLE, on=date(2020, 6, 1))
    Place.objects.filter(pk=cast.hong_ngu.pk).update(valid_to=date(2020, 6, 1))
    second = around.commune(cast, 87121, "Khác")
    Place.objects.filter(pk=second.pk).update(parent=cast.dong_thap, path=f"{cast.dong_thap.path}87121/")
    shown = said(text(signed_in(cast.province_merger), PAGE))
    assert "xã Hợp Nhất 50 0 1" in shown
    assert "huyện Hồng Ngự nơi nay không còn 0 4 1" in shown
    assert "1/2 xã, phường, thị trấn có bản ký" in shown
