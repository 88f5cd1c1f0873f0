"""What another commune wrote down before a file neither fills a form of this desk nor is turned into something here."""

from collections.abc import Callable

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.people.cases.models import Case
from hoanhap.people.intake import actions
from hoanhap.people.intake.models import Relation, SelfDeclaration, Source
from hoanhap.people.intake.policy import IntakePermission as May
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.guards import may_only
from tests.web.office.intake.test_intake_pages import DECLARED, LISTED

Enter = Callable[[Account], Client]


def asked(cast: Cast) -> str:
    """A request for contact of Thường Lạc, by its key."""
    details = actions.RequestDetails(source=Source.FAMILY, relation=Relation.PARENT, who="con trai bà Bưởi")
    return str(actions.ask_contact(cast.thuong_lac, details=details, by=SETTER, at=NOW).pk)


def test_a_request_of_another_commune_is_not_answered_by_a_declaration(cast: Cast, signed_in: Enter) -> None:
    address = f"/intake/declarations/new/?request={asked(cast)}"
    assert signed_in(cast.officer).get(address).status_code == 200
    for stranger in (cast.neighbour_officer, cast.stranger_officer):
        client = signed_in(stranger)
        assert client.get(address).status_code == 404
        assert client.post(address, DECLARED).status_code == 404
    assert not SelfDeclaration.objects.exists()


def test_a_declaration_of_another_commune_fills_no_form_and_opens_no_file(cast: Cast, signed_in: Enter) -> None:
    details = actions.DeclarationDetails(name="Nguyễn Văn Đào", declared_on=TODAY)
    row = actions.declare(cast.thuong_lac, details=details, by=SETTER, at=NOW)
    address = f"/people/new/?declaration={row.pk}"
    assert "Nguyễn Văn Đào" in signed_in(cast.officer).get(address).content.decode()
    for stranger in (cast.neighbour_officer, cast.stranger_officer):
        client = signed_in(stranger)
        assert client.get(address).status_code == 404
        assert client.post("/people/new/", {**LISTED, "declaration": str(row.pk)}).status_code == 404
    assert not Case.objects.exists()


def test_the_way_to_a_declaration_is_offered_to_who_may_record_one(
    cast: Cast, signed_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = asked(cast)
    way, client = f"/intake/declarations/new/?request={request}", signed_in(cast.officer)
    assert way in client.get(f"/intake/requests/{request}/").content.decode()
    may_only(monkeypatch, Role.COMMUNE_OFFICER, May.READ_REQUEST, May.ANSWER_REQUEST)
    page = client.get(f"/intake/requests/{request}/")
    assert page.status_code == 200
    assert way not in page.content.decode()
