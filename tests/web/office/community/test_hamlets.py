"""Solutions hamlet by hamlet: named, acted on, taken back; sums above the commune."""

from datetime import date

import pytest

from hoanhap.foundation.places.actions import new_hamlet
from hoanhap.people.community.schemes.models import Site, SiteActivity
from tests.cast import Cast
from tests.domain.community import around
from tests.web.office.community.test_around import Enter, sent, text


def plain(page: str) -> str:
    return " ".join(page.split())


@pytest.mark.requirement("S4-07", "S4-18")
def test_a_commune_names_its_solutions_and_acts_on_them(cast: Cast, signed_in: Enter) -> None:
    client, scheme = signed_in(cast.officer), around.scheme(cast.hong_ngu)
    page, unit = "/schemes/hamlets/", cast.thuong_lac.pk
    shown = plain(text(client, page))
    assert shown.count("chưa có giải pháp") == 3, "two hamlets and the tile above them"
    assert "0/2" in shown
    new = f"/schemes/hamlets/unit/{unit}/add/"
    begun = {"planned_on": "01/06/2020", "started_on": "02/06/2020"}
    half = client.post(new, {"scheme": str(scheme.pk), "hamlets": [str(cast.ap_1.pk)], **begun}).content.decode()
    assert 'href="#id_document"' in half
    assert not Site.objects.exists()
    hamlets = [str(cast.ap_1.pk), str(cast.ap_2.pk)]
    assert sent(client, new, scheme=str(scheme.pk), hamlets=hamlets, **begun, document="QĐ 33") == page
    assert plain(text(client, page)).count(scheme.name) == 2
    site = f"/schemes/sites/{Site.objects.get(hamlet=cast.ap_1).pk}/"
    sent(client, f"{site}activities/add/", done="Thăm, giới thiệu việc làm", reached="7", held_on="16/06/2020")
    shown = plain(text(client, page))
    assert "1/2" in shown
    assert "50,00 %" in shown
    assert shown.index("ấp 2") < shown.index("ấp 1"), "what is missing stands first"
    assert "Thăm, giới thiệu việc làm" in text(client, site)
    sent(client, f"/schemes/activities/{SiteActivity.objects.get().pk}/take-back/")
    assert "0/2" in plain(text(client, page))
    assert "Thăm, giới thiệu việc làm" not in text(client, site)


@pytest.mark.requirement("S4-18")
def test_above_the_commune_there_are_sums(cast: Cast, signed_in: Enter) -> None:
    scheme = around.scheme(cast.hong_ngu)
    around.activity(around.site(scheme, cast.thuong_lac, hamlet=cast.ap_1), date(2020, 6, 2))
    new_hamlet(cast.long_khanh_a, "ấp", "Long Hữu", since=date(2019, 1, 1))
    client = signed_in(cast.district_leader)
    shown = plain(text(client, "/schemes/hamlets/"))
    assert shown.index("Long Khánh A") < shown.index("Thường Lạc"), "furthest from the target first"
    assert "1/3" in shown
    assert "33,33 %" in shown
    one = f"/schemes/hamlets/unit/{cast.thuong_lac.pk}/"
    assert "chưa đạt" not in text(client, one)
    assert "chưa đạt" in text(client, f"{one}?period=2020-Q1")
    assert "/add/" not in text(client, one)
    assert signed_in(cast.neighbour_officer).get(one).status_code == 404
    assert signed_in(cast.helper).get("/schemes/hamlets/").status_code == 404


@pytest.mark.parametrize("asked", ["2020-Q9", "2020-Q3", "1999"])
def test_a_period_nobody_knows_is_this_quarter(cast: Cast, signed_in: Enter, asked: str) -> None:
    assert "01/04/2020 – 16/06/2020" in text(signed_in(cast.officer), f"/schemes/hamlets/?period={asked}")


def test_who_only_reads_writes_nothing(cast: Cast, signed_in: Enter) -> None:
    site = around.site(around.scheme(cast.thuong_lac), cast.thuong_lac, hamlet=cast.ap_1)
    row = around.activity(site, date(2020, 6, 2))
    client = signed_in(cast.district_leader)
    for address in (f"/schemes/sites/{site.pk}/activities/add/", f"/schemes/activities/{row.pk}/take-back/"):
        assert client.post(address, {"done": "x", "reached": "1", "held_on": "16/06/2020"}).status_code == 404
    assert "/take-back/" not in text(client, f"/schemes/sites/{site.pk}/")


def test_a_wrong_answer_stands_beside_its_field(cast: Cast, signed_in: Enter) -> None:
    site = around.site(around.scheme(cast.thuong_lac), cast.thuong_lac, hamlet=cast.ap_1)
    client, right = signed_in(cast.officer), {"done": "Thăm", "reached": "3", "held_on": "16/06/2020"}
    for field, value in (("held_on", "17/06/2020"), ("reached", "0"), ("reached", "9" * 30), ("done", " ")):
        page = client.post(f"/schemes/sites/{site.pk}/activities/add/", right | {field: value}).content.decode()
        assert f'href="#id_{field}"' in page, field
