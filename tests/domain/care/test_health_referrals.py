"""Each referral by itself: which one opens the room, who is told that one waits, what of it is in the log."""

import pytest

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access import roles
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.privacy.actions import requests
from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models import Asker, Channel, IdentityCheck
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel.errors import NotHere
from hoanhap.people.care import annex, health_room, policy
from hoanhap.people.care import health_room_actions as actions
from hoanhap.people.care.policy import HealthPermission as May
from hoanhap.people.cases.models import Case
from tests import people
from tests.cast import NOW, SETTER, TODAY, Cast

NOTE = "Đau dạ dày, đã cấp thuốc bảy ngày"


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))


def test_each_comes_in_by_its_own_referral(cast: Cast, case: Case) -> None:
    to_centre, over = people.refer(cast, case, cast.centre), people.refer(cast, case, cast.health_station)
    actions.end(over, by=cast.viewer(cast.health_station).actor, at=NOW)
    again = people.refer(cast, case, cast.health_station)
    for account, referral in ((cast.centre, to_centre), (cast.health_station, again)):
        assert policy.get_room_for(cast.viewer(account), case.pk) == referral


def test_a_right_of_one_agency_opens_nothing_of_another_of_the_same_account(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The place of the station reaches the person; the agency asked is the centre's, whose post may not read."""
    room, centre = people.refer(cast, case, cast.centre), cast.centre.postings.get()
    both: Account = cast.health_station
    access.post(
        both,
        role=Role.REHAB_CENTRE,
        place=centre.place,
        agency=centre.agency,
        valid_from=TODAY,
        by=SETTER,
        at=NOW,
    )
    assert policy.get_room_for(cast.viewer(both), case.pk) == room
    monkeypatch.setitem(roles._granted, Role.REHAB_CENTRE, {May.ACCEPT})
    with pytest.raises(NotHere):
        policy.get_room_for(cast.viewer(both), case.pk)
    assert policy.get_referral_for(cast.viewer(both), room.pk, to=May.ACCEPT) == room


def test_what_waits_for_one_station_is_nobody_elses_to_answer_or_read(cast: Cast, case: Case) -> None:
    sent = people.refer(cast, case, cast.health_station, accepted=False)
    assert list(policy.waiting_for(cast.viewer(cast.health_station))) == [sent]
    assert set(health_room.duty_lines(cast.viewer(cast.health_station), [str(sent.pk)])) == {str(sent.pk)}
    for account in (cast.centre, cast.neighbour_station, cast.officer, cast.police):
        assert list(policy.waiting_for(cast.viewer(account))) == []
        assert health_room.duty_lines(cast.viewer(account), [str(sent.pk)]) == {}


def test_an_entry_opened_to_be_corrected_is_a_look_in_the_log(cast: Cast, case: Case) -> None:
    record = people.write_health(cast, people.refer(cast, case, cast.health_station), cast.health_station, NOTE)
    assert health_room.text_of(cast.viewer(cast.health_station), record, at=NOW) == NOTE
    entry = AuditEntry.objects.get(code="health.read")
    assert (entry.subject_id, entry.unit_path) == (str(case.pk), case.unit_path)
    assert entry.detail == f'{{"record": "{record.pk}"}}'


# --- the copy of the health part ----------------------------------------------------------------------------------


def test_a_copy_of_the_health_part_looked_at_is_in_the_log(cast: Cast, case: Case) -> None:
    people.refer(cast, case, cast.health_station)
    viewer = cast.viewer(cast.health_station)
    annex.open_annex(viewer, case.person_id, NOW, looks=False)
    assert not AuditEntry.objects.filter(code="health.annex_opened").exists()
    annex.open_annex(viewer, case.person_id, NOW)
    entry = AuditEntry.objects.get(code="health.annex_opened")
    assert (entry.subject_id, entry.account_id) == (str(case.person_id), str(viewer.account_id))


def test_who_asked_for_a_copy_is_told_to_the_station_by_number_and_to_no_other_post(cast: Cast, case: Case) -> None:
    people.refer(cast, case, cast.health_station)
    asked = requests.Asked(
        kind=RequestKind.ACCESS,
        person_name="Nguyễn Văn Đào",
        asker=Asker.PERSON,
        identity_check=IdentityCheck.ID_CARD,
        channel=Channel.DESK,
        received_at=NOW,
        asked="Xin xem mọi thứ ghi về tôi",
        subject_kind=PERSON,
        subject_id=case.person_id,
    )
    row = requests.receive(asked=asked, unit=cast.thuong_lac, by=cast.viewer(cast.officer).actor, at=NOW)
    told = kinds.subject_kinds[annex.SUBJECT].lines
    assert [line.label for line in told(cast.viewer(cast.health_station), [str(row.pk)]).values()] == [row.code]
    for account in (cast.officer, cast.police, cast.helper, cast.administrator):
        assert told(cast.viewer(account), [str(row.pk)]) == {}
