"""Guessing is slow, and whoever guesses does not lock the rightful owner out."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connections

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.sign_in import guesses
from hoanhap.foundation.sign_in.models import Guess
from hoanhap.kernel import clock
from tests.cast import TODAY
from tests.domain.sign_in.conftest import Two, two

MOMENT = clock.at(TODAY.replace(year=2026), 8)
STRANGER = b""


@pytest.fixture(autouse=True)
def travel() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MOMENT, tick=False) as traveller:
        yield traveller


def tries(account: Account, device: bytes, times: int, address: str = "198.51.100.7") -> int:
    """How many of so many guesses are looked at."""
    return sum(guesses.admit_code(account, address=address, device=device) is not None for _ in range(times))


def known(account: Account, cookie: str = "the owner's browser") -> bytes:
    guesses.remember_device(account, cookie)
    return guesses.known_device(account, cookie)


def test_a_stranger_guesses_ten_codes_in_a_quarter_of_an_hour(cast: Two, travel: time_machine.Traveller) -> None:
    assert tries(cast.officer, STRANGER, 50) == guesses.STRANGE_CODES
    travel.shift(timedelta(minutes=15, seconds=1))
    assert tries(cast.officer, STRANGER, 50) == guesses.STRANGE_CODES


def test_and_thirty_in_a_day_from_however_many_addresses(cast: Two, travel: time_machine.Traveller) -> None:
    total = 0
    for turn in range(90):
        total += tries(cast.officer, STRANGER, 20, address=f"198.51.100.{turn}")
        travel.shift(timedelta(minutes=16))
    assert total == guesses.STRANGE_CODES_A_DAY


def test_the_owners_own_browser_stays_open_meanwhile(cast: Two) -> None:
    device = known(cast.officer)
    tries(cast.officer, STRANGER, 100)
    guess = guesses.admit_code(cast.officer, address="198.51.100.7", device=device)
    assert guess is not None
    guesses.forget(cast.officer, guess, device=device)
    assert tries(cast.officer, STRANGER, 5) == 0  # being right does not give the stranger new guesses


def test_counting_all_browsers_together_would_lock_the_owner_out(cast: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad control of the test above."""
    device = known(cast.officer)
    together = Guess.objects
    monkeypatch.setattr(guesses, "_of", lambda username, kind, _device, _within: together.filter(kind=kind).count())
    tries(cast.officer, STRANGER, 100)
    assert tries(cast.officer, device, 1) == 0


def test_a_known_browser_has_a_limit_of_its_own(cast: Two) -> None:
    device = known(cast.officer)
    assert tries(cast.officer, device, 50) == guesses.KNOWN_CODES


def test_a_browser_known_to_one_is_a_stranger_to_another(cast: Two) -> None:
    known(cast.officer, "cookie")
    assert guesses.known_device(cast.officer, "cookie") != STRANGER
    assert guesses.known_device(cast.leader, "cookie") == STRANGER
    assert guesses.known_device(cast.officer, "made up") == STRANGER
    assert guesses.known_device(None, "cookie") == STRANGER


def test_what_was_not_looked_at_does_not_prolong_the_wait(cast: Two, travel: time_machine.Traveller) -> None:
    tries(cast.officer, STRANGER, 10)
    travel.shift(timedelta(minutes=14))
    assert tries(cast.officer, STRANGER, 50) == 0
    travel.shift(timedelta(minutes=2))
    assert tries(cast.officer, STRANGER, 1) == 1


def test_one_address_over_many_accounts_pauses(cast: Two, travel: time_machine.Traveller) -> None:
    for number in range(guesses.ADDRESS_ACCOUNTS):
        assert not guesses.address_paused("198.51.100.7")
        guesses.wrong_password(f"user-{number}", address="198.51.100.7", device=STRANGER)
    assert guesses.address_paused("198.51.100.7")
    assert not guesses.address_paused("198.51.100.8")
    travel.shift(timedelta(minutes=15, seconds=1))
    assert not guesses.address_paused("198.51.100.7")


def test_names_and_addresses_are_not_kept(cast: Two) -> None:
    guesses.wrong_password("mat-khau-go-nham-o", address="198.51.100.7", device=STRANGER)
    row = f"{vars(Guess.objects.get())}"
    assert "mat-khau-go-nham-o" not in row
    assert "198.51" not in row


def test_after_a_day_nothing_is_left(cast: Two, travel: time_machine.Traveller) -> None:
    tries(cast.officer, STRANGER, 3)
    assert guesses.wrong_codes_since_yesterday(cast.officer) == 3
    travel.shift(timedelta(hours=24))
    assert guesses.wrong_codes_since_yesterday(cast.officer) == 0
    assert guesses.clean() == 3


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_guesses_sent_at_once_do_not_pass_together() -> None:
    officer, admitted, line = two().officer, [], threading.Barrier(24)

    def run() -> None:
        try:
            line.wait()
            admitted.append(guesses.admit_code(officer, address="198.51.100.7", device=STRANGER) is not None)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(admitted) <= guesses.STRANGE_CODES
