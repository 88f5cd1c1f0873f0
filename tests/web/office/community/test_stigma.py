"""The survey on screen: opened, typed, closed, told; who sees what."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.people.community.stigma.models import AnswerSheet, StigmaYear
from tests.cast import Cast

Enter = Callable[[Account], Client]


def page(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def type_sheet(client: Client, address: str, answers: str) -> None:
    key = re.search(r'name="sheet_id" value="([^"]+)"', page(client, address))
    assert key
    typed = {"sheet_id": key[1], **{f"answer_{place}": said for place, said in enumerate(answers, 1)}}
    assert client.post(address, typed).status_code == 302


@pytest.mark.requirement("S5-18")
def test_a_survey_from_its_paper_to_its_score(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    home = f"/stigma/unit/{cast.thuong_lac.pk}/"
    assert "Mở khảo sát năm 2020" in page(client, "/stigma/")
    assert "Phiếu không ghi tên" in page(client, "/stigma/paper/")
    assert client.post(f"{home}open/").status_code == 302
    sheet = f"/stigma/{StigmaYear.objects.get().pk}/sheet/"
    assert page(client, sheet).count('type="radio"') == 25
    for _number in range(4):
        type_sheet(client, sheet, "44444")
    type_sheet(client, sheet, "44443")
    shown = page(client, home)
    assert "đã nhập 5 phiếu" in shown
    assert "3,8" not in shown
    assert client.post(sheet.replace("sheet", "close")).status_code == 302
    shown = page(client, home)
    for words in ("4,0", "3,8", "Nơi tôi sống, không ai gọi người sử dụng ma túy bằng lời xúc phạm."):
        assert words in shown


def test_a_sheet_without_an_answer_says_which(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.front_cadre)
    client.post(f"/stigma/unit/{cast.thuong_lac.pk}/open/")
    address = f"/stigma/{StigmaYear.objects.get().pk}/sheet/"
    answer = client.post(address, {"answer_1": "3", "answer_2": "7"})
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    assert not AnswerSheet.objects.exists()


@pytest.mark.requirement("S5-18")
def test_complaints_are_typed_as_a_number_and_small_ones_stay_in_the_commune(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.leader)
    home = f"/stigma/unit/{cast.thuong_lac.pk}/"
    assert client.post(f"{home}complaints/", {"year": "2020", "number": "3"}).status_code == 302
    assert client.post(f"{home}complaints/", {"year": "2031", "number": "3"}).status_code == 200
    said = '<td class="hn-number" data-label="Phản ánh, khiếu nại">{}</td>'
    assert said.format("3") in page(client, home)
    above = signed_in(cast.district_merger)
    for address in ("/stigma/", home):
        shown = page(above, address)
        assert said.format("…") in shown
        assert said.format("3") not in shown
    assert "Mở khảo sát" not in page(above, home)


def test_strangers_and_helpers_find_nothing(cast: Cast, signed_in: Enter) -> None:
    home = f"/stigma/unit/{cast.thuong_lac.pk}/"
    for account in (cast.neighbour_officer, cast.stranger_officer, cast.helper):
        client = signed_in(account)
        assert client.get(home).status_code == 404
        assert client.post(f"{home}open/").status_code == 404
    assert not StigmaYear.objects.exists()
