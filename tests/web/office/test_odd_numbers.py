"""Numbers nobody would type: an address that carries one shows its page, a form says so; neither breaks."""

from collections.abc import Callable

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.people.community.schemes.models import SchemeKind, Site
from tests.cast import Cast
from tests.domain.community import around

Enter = Callable[[Account], Client]
ODD = ("²", "٢٠٢٠", "9" * 5000, "-1", "0", "99999999999", "x")
PAGES = (
    "/outcomes/?year=",
    "/outcomes/indicators/?period=",
    "/outcomes/indicators/?unit=",
    "/outcomes/indicators/?base=",
    "/stigma/?year=",
    "/certificates/?year=",
    "/support/?year=",
    "/schemes/?q=",
    "/schemes/hamlets/?period=",
    "/movements/three_noes/?year=",
    "/people/?page=",
)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd[:6])
def test_an_odd_number_in_an_address_shows_the_page(cast: Cast, signed_in: Enter, odd: str) -> None:
    client, scheme = signed_in(cast.officer), around.scheme(cast.thuong_lac)
    for page in (*PAGES, f"/schemes/{scheme.pk}/?year="):
        assert client.get(f"{page}{odd}", follow=True).status_code == 200, page


def test_a_street_is_not_longer_than_the_country(cast: Cast, signed_in: Enter) -> None:
    scheme, unit = around.scheme(cast.thuong_lac, kind=SchemeKind.STREET), cast.thuong_lac.pk
    facts = {"unit": str(unit), "label": "đường số 1", "planned_on": "01/06/2020"}
    for metres in ("2147483648", "9" * 30):
        answer = signed_in(cast.officer).post(
            f"/schemes/{scheme.pk}/unit/{unit}/sites/add/", facts | {"metres": metres}
        )
        assert 'href="#id_metres"' in answer.content.decode()
    assert not Site.objects.exists()
