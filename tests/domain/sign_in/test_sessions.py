"""Sessions: named by digests, sealed, ended by time and from elsewhere, never back from the dead."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from pytest_django import Settings

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.sign_in import queries, sessions
from hoanhap.foundation.sign_in.models import KnownDevice, Session
from hoanhap.foundation.sign_in.session_store import FACTOR, SessionStore, digest
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from tests.cast import NOW, SETTER, TODAY
from tests.domain.sign_in.conftest import Two

MOMENT = clock.at(TODAY.replace(year=2026), 8)


@pytest.fixture(autouse=True)
def travel() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MOMENT, tick=False) as traveller:
        yield traveller


def opened(account: Account | None = None, **content: str) -> SessionStore:
    session = SessionStore()
    session.update(content)
    if account is not None:
        session[SESSION_KEY], session[FACTOR] = str(account.pk), "code_app"
    session.save()
    return session


def read(session: SessionStore) -> dict[str, str]:
    again = SessionStore(session.session_key)
    return dict(again.items())


def test_what_is_put_in_comes_out(cast: Two) -> None:
    assert read(opened(a="1")) == {"a": "1"}
    assert SessionStore("never given").load() == {}


def test_neither_cookie_nor_content_can_be_read_in_the_table(cast: Two) -> None:
    session = opened(cast.officer, name="Nguyễn Văn Ví Dụ")
    row = Session.objects.get()
    text = f"{vars(row)}"
    assert (session.session_key or "") not in text
    assert "Nguyễn" not in text
    assert row.session_key == digest(session.session_key or "")
    assert row.account == cast.officer


def test_a_digest_out_of_the_table_opens_nothing(cast: Two) -> None:
    opened(cast.officer)
    assert SessionStore(Session.objects.get().session_key).load() == {}


def test_content_moved_to_another_session_or_altered_opens_nothing(cast: Two, settings: Settings) -> None:
    mine, theirs = opened(cast.officer), opened(cast.leader)
    kept = Session.objects.get(account=cast.leader).session_data
    Session.objects.filter(account=cast.officer).update(session_data=kept)
    assert read(mine) == {}
    Session.objects.filter(account=cast.leader).update(session_data=kept[:-8] + "AAAAAAA=")
    assert read(theirs) == {}
    Session.objects.filter(account=cast.leader).update(session_data="not base64")
    assert read(theirs) == {}


def test_a_new_secret_key_ends_all_sessions(cast: Two, settings: Settings) -> None:
    session = opened(a="1")
    settings.SECRET_KEY = "another"
    assert read(session) == {}


def test_half_an_hour_of_rest_ends_it_and_work_does_not(cast: Two, travel: time_machine.Traveller) -> None:
    session = opened(a="1")
    for minute in range(25, 200, 25):
        travel.move_to(MOMENT + timedelta(minutes=minute))
        again = SessionStore(session.session_key)
        assert again.load() == {"a": "1"}
        again.touch()
    travel.shift(timedelta(minutes=30))
    assert read(session) == {}


def test_without_touching_it_would_end(cast: Two, travel: time_machine.Traveller) -> None:
    """Known-bad control of the test above."""
    session = opened(a="1")
    travel.shift(timedelta(minutes=25))
    SessionStore(session.session_key).load()
    travel.shift(timedelta(minutes=25))
    assert read(session) == {}


def test_a_working_day_ends_it_however_busy(cast: Two, travel: time_machine.Traveller) -> None:
    session = opened(a="1")
    for minute in range(0, 8 * 60, 20):
        travel.move_to(MOMENT + timedelta(minutes=minute))
        again = SessionStore(session.session_key)
        assert again.load() == {"a": "1"}, minute
        again.touch()
        again["a"] = "1"
        again.save()
    travel.move_to(MOMENT + timedelta(hours=8))
    assert read(session) == {}


def test_the_ends_are_settings(cast: Two, settings: Settings, travel: time_machine.Traveller) -> None:
    settings.SESSION_IDLE_MINUTES = 5
    session = opened(a="1")
    travel.shift(timedelta(minutes=5))
    assert read(session) == {}


def test_only_a_complete_sign_in_belongs_to_an_account(cast: Two) -> None:
    session = SessionStore()
    session[SESSION_KEY] = str(cast.officer.pk)
    session.save()
    assert Session.objects.get().account is None


def test_ending_one_from_elsewhere(cast: Two) -> None:
    here, there = opened(cast.officer), opened(cast.officer)
    row = Session.objects.get(session_key=digest(there.session_key or ""))
    sessions.end_one(cast.officer, row.handle, by=SETTER, at=NOW)
    assert read(there) == {}
    assert read(here) != {}
    assert AuditEntry.objects.filter(code="access.session_ended").count() == 1
    with pytest.raises(UpdateError):  # a page that was under way does not bring it back
        there.save()
    assert read(there) == {}


def test_nobody_ends_anothers_session(cast: Two) -> None:
    theirs = opened(cast.leader)
    with pytest.raises(NotHere):
        sessions.end_one(cast.officer, Session.objects.get().handle, by=SETTER, at=NOW)
    assert read(theirs) != {}
    assert sessions.end_others(cast.officer, cookie=None, by=SETTER, at=NOW) == 0
    assert read(theirs) != {}


def test_ending_all_others_forgets_their_browsers(cast: Two) -> None:
    here, there = opened(cast.officer), opened(cast.officer)
    KnownDevice.objects.create(account=cast.officer, digest=b"x" * 32, used_at=clock.wall())
    assert sessions.end_others(cast.officer, cookie=here.session_key, by=SETTER, at=NOW) == 1
    assert (read(here) != {}, read(there)) == (True, {})
    assert not KnownDevice.objects.exists()


def test_a_new_password_ends_all_others(cast: Two) -> None:
    here, there = opened(cast.officer), opened(cast.officer)
    sessions.change_password(cast.officer, password="mot-cau-khac-that-dai", cookie=here.session_key, by=SETTER, at=NOW)
    assert (read(here) != {}, read(there)) == (True, {})
    assert list(queries.sessions_of(cast.officer).values_list("session_key", flat=True)) == [
        digest(here.session_key or "")
    ]


def test_ended_sessions_are_swept_out(cast: Two, travel: time_machine.Traveller) -> None:
    opened(a="1")
    travel.shift(timedelta(minutes=31))
    opened(a="2")
    SessionStore.clear_expired()
    assert Session.objects.count() == 1
