"""Every logged act and read says for which kind of task somebody came."""

import json

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from hoanhap.foundation import audit
from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.access.purposes import LABELS, Purpose
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel import clock
from hoanhap.web.office import doors
from tests import cast as stage
from tests import people
from tests.cast import NOW, Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return stage.make()


def purposes_of(code: str) -> list[str]:
    entries = AuditEntry.objects.filter(code=code).order_by("id")
    return [json.loads(entry.detail or "{}").get("purpose", "none") for entry in entries]


def open_case(cast: Cast, who: str) -> None:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Ví Dụ"))
    client = Client()
    client.force_login(getattr(cast, who), backend=settings.AUTHENTICATION_BACKENDS[-1])
    clock.set_start(NOW)
    try:
        assert client.get(reverse("case", args=[case.pk])).status_code == 200
    finally:
        clock.set_start(None)


@pytest.mark.parametrize(("who", "purpose"), [("officer", "support"), ("police", "police_work")])
def test_a_logged_read_says_why(cast: Cast, who: str, purpose: str) -> None:
    open_case(cast, who)
    assert set(purposes_of("case.viewed")) == {purpose}


def test_a_door_that_forgets_its_purpose_leaves_none_in_the_log(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad control of the test above."""
    monkeypatch.setattr(doors, "purpose_of", lambda address: None)
    open_case(cast, "officer")
    assert set(purposes_of("case.viewed")) == {"none"}


def test_a_purpose_stands_beside_other_facts_and_cannot_be_set_by_them(cast: Cast) -> None:
    by = Actor("somebody", purpose="rights")
    audit.record(
        "case.viewed", by=by, subject_kind="case", subject_id="1", at=NOW, detail={"count": 1, "purpose": "other"}
    )
    assert json.loads(AuditEntry.objects.get(account_id="somebody").detail) == {"count": 1, "purpose": "rights"}


def test_without_a_purpose_an_entry_reads_as_before(cast: Cast) -> None:
    audit.record("case.viewed", by=Actor("somebody"), subject_kind="case", subject_id="1", at=NOW)
    assert AuditEntry.objects.get(account_id="somebody").detail == ""


def test_a_shared_door_is_opened_for_what_the_post_is_there_for(cast: Cast) -> None:
    def stated(who: str, purpose: Purpose) -> Purpose | None:
        return viewers.of(getattr(cast, who), stage.TODAY, purpose=purpose).purpose

    assert stated("officer", Purpose.SUPPORT) is Purpose.SUPPORT
    assert stated("police", Purpose.SUPPORT) is Purpose.POLICE_WORK
    assert stated("police", Purpose.REPORTING) is Purpose.REPORTING


def test_every_door_and_every_purpose_is_in_words() -> None:
    assert set(LABELS) == set(Purpose)
    assert {type(door.purpose) for door in doors.DOORS.values()} == {Purpose}


def test_an_address_nobody_made_has_no_purpose() -> None:
    assert doors.purpose_of("/khong-co/") is None
    assert doors.purpose_of(reverse("people")) is Purpose.SUPPORT
