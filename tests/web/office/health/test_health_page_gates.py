"""The health room on screen: what is offered comes from this very person, and is written by who wrote it first."""

from datetime import timedelta

import pytest

from hoanhap.foundation.access.roles import Role
from hoanhap.people.care import health_room_actions
from hoanhap.people.care.clinic import actions as clinic
from hoanhap.people.care.health_room_models import Referral, ReferralPurpose
from hoanhap.people.care.policy import HealthPermission as May
from hoanhap.people.cases.models import Case
from hoanhap.people.persons.policy import PersonPermission
from tests import people
from tests.cast import NOW, TODAY, Cast
from tests.domain.care.talks import written
from tests.guards import may_only
from tests.web.office.reviews.entering import Enter


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))


@pytest.fixture
def room(cast: Cast, case: Case) -> Referral:
    """In care at the station; another person there is in detox and takes buprenorphine."""
    other = people.open_home_case(cast, people.register_person(cast, "Trần Văn Út"), number="06/QĐ-UBND")
    by = written(cast, cast.health_station).by
    there = people.refer(cast, other, cast.health_station)
    clinic.start_detox(there, began_on=TODAY, by=by, at=NOW)
    clinic.set_phase(there, phase="starting", medicine="buprenorphine", on=TODAY, by=by, at=NOW)
    return people.refer(cast, case, cast.health_station)


def test_the_detox_of_another_is_not_this_persons(cast: Cast, signed_in: Enter, room: Referral) -> None:
    client, base = signed_in(cast.health_station), f"/cases/{room.case_id}/health/"
    for sheet in ("exam", "day", "end"):
        assert client.get(f"{base}detox/{sheet}/").headers.get("Location") == base, sheet


def test_the_medicine_of_another_is_not_offered(cast: Cast, signed_in: Enter, room: Referral) -> None:
    form = signed_in(cast.health_station).get(f"/cases/{room.case_id}/health/substitution/").context["form"]
    assert form["medicine"].value() == "methadone"
    assert "ended" not in dict(form.fields["phase"].choices), "nothing was begun"


def test_who_only_reads_the_room_is_offered_nothing_to_write(
    cast: Cast, signed_in: Enter, room: Referral, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, reads = f"/cases/{room.case_id}/health/", (May.READ, PersonPermission.READ_ASSIGNED, PersonPermission.NAME)
    for rights, writes in ((reads, False), ((*reads, May.WRITE), True)):
        may_only(monkeypatch, Role.HEALTH_STATION, *rights)
        shown = signed_in(cast.health_station).get(page).content.decode()
        assert "Nguyễn Văn Đào" in shown
        for address in (f"{page}new/", f"{page}test/", f"{page}detox/", f"{page}substitution/"):
            assert (f'href="{address}"' in shown) is writes, address


def test_an_entry_is_corrected_by_the_house_that_wrote_it(cast: Cast, signed_in: Enter, room: Referral) -> None:
    entry = people.write_health(cast, room, cast.health_station, "Đã hết cắt cơn")
    people.refer(cast, room.case, cast.centre)
    assert signed_in(cast.centre).get(f"/cases/{room.case_id}/health/").status_code == 200
    assert signed_in(cast.centre).get(f"/health/{entry.pk}/").status_code == 404
    assert signed_in(cast.health_station).get(f"/health/{entry.pk}/").status_code == 200


@pytest.mark.parametrize("days", [0, 1])
def test_whoever_accepts_is_led_into_a_room_that_is_open(cast: Cast, signed_in: Enter, case: Case, days: int) -> None:
    """A referral from tomorrow on opens nothing today."""
    agency = cast.health_station.postings.get().agency
    assert agency is not None
    details = health_room_actions.ReferralDetails(
        agency=agency,
        purpose=ReferralPurpose.CARE,
        valid_from=TODAY + timedelta(days=days),
        valid_to=TODAY + timedelta(days=30),
    )
    sent = health_room_actions.send(case, details=details, by=cast.viewer(cast.officer).actor, at=NOW)
    answer = signed_in(cast.health_station).post(f"/referrals/{sent.pk}/accept/")
    assert answer.headers["Location"] == ("/referrals/" if days else f"/cases/{case.pk}/health/")
