"""Whoever may not take a list is not even asked for his second factor."""

import pytest
from django.test import Client

from hoanhap.exchange.people_list import leaving
from hoanhap.exchange.policy import ExchangePermission
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.privacy.models import Disclosure
from hoanhap.foundation.privacy.policy import PrivacyPermission
from hoanhap.web.office import step_up
from tests import people
from tests.cast import NOW, Cast
from tests.domain.exchange.test_leaving import WANTED
from tests.guards import may_only
from tests.web.office.reviews.entering import Enter


@pytest.fixture
def asked(cast: Cast) -> Disclosure:
    people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Ví Dụ"))
    return leaving.ask(WANTED, unit=cast.thuong_lac, by=cast.viewer(cast.officer), at=NOW)


def answered(client: Client, row: Disclosure) -> tuple[int, str]:
    """Without a fresh identity: how a press is answered, and where it leads."""
    session = client.session
    session.pop(step_up.CONFIRMED_AT)
    session.save()
    answer = client.post(f"/lists/export/{row.pk}/take/")
    return answer.status_code, answer.headers.get("Location", "").partition("?")[0]


def test_only_who_may_take_it_is_asked_to_confirm(cast: Cast, signed_in: Enter, asked: Disclosure) -> None:
    def got(account: Account) -> tuple[int, str]:
        return answered(signed_in(account), asked)

    assert got(cast.officer) == (302, "/sign-in/confirm/")
    for account in (cast.leader, cast.deputy, cast.neighbour_officer, cast.police, cast.inspector):
        assert got(account) == (404, ""), account


def test_a_list_is_taken_by_who_keeps_the_book(
    cast: Cast, signed_in: Enter, asked: Disclosure, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_only(monkeypatch, Role.COMMUNE_OFFICER, ExchangePermission.EXPORT_PEOPLE)
    assert answered(signed_in(cast.officer), asked)[0] == 404
    both = (ExchangePermission.EXPORT_PEOPLE, PrivacyPermission.RECORD_DISCLOSURE)
    may_only(monkeypatch, Role.COMMUNE_OFFICER, *both)
    assert answered(signed_in(cast.officer), asked)[0] == 302
