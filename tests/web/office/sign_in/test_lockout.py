"""Guessing passwords is slow, from everywhere; and nobody locks an officer out of the browser he works at."""

import pytest
from axes.models import AccessAttempt, AccessLog
from django.test import Client

from hoanhap.foundation.sign_in import guesses
from hoanhap.foundation.sign_in.models import Guess
from hoanhap.web.office.sign_in import counting
from tests import telephone
from tests.cast import PASSWORD, Cast
from tests.web.office.sign_in.hands import gives_code, gives_password, is_in, signs_in

OFFICE = "203.0.113.9"


def guesses_passwords(username: str, times: int, address: str = OFFICE) -> int:
    """The status of the last of so many wrong passwords."""
    for _turn in range(times):
        answer = Client(REMOTE_ADDR=address).post("/sign-in/", {"username": username, "password": "sai-mat-khau"})
    return int(answer.status_code)


def back_at_his_desk(desk: Client, cast: Cast) -> int:
    desk.post("/sign-out/")
    return int(gives_password(desk, cast.officer).status_code)


def test_a_neighbour_behind_the_same_address_does_not_lock_him_out(cast: Cast) -> None:
    desk = signs_in(cast.officer, REMOTE_ADDR=OFFICE)
    assert guesses_passwords("can-bo", 9) == 429
    assert back_at_his_desk(desk, cast) == 302
    assert gives_code(desk, cast.officer).status_code == 302
    assert is_in(desk)


def test_without_knowing_the_browser_he_would_be_locked_out(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad control of the test above."""
    desk = signs_in(cast.officer, REMOTE_ADDR=OFFICE)
    monkeypatch.setattr(counting, "device_of", lambda *_args: b"")
    assert guesses_passwords("can-bo", 9) == 429
    assert back_at_his_desk(desk, cast) == 429


def test_nor_does_somebody_who_sprays_over_all_names(cast: Cast) -> None:
    desk = signs_in(cast.officer, REMOTE_ADDR=OFFICE)
    answers = [guesses_passwords(f"ten-{number}", 1) for number in range(guesses.ADDRESS_ACCOUNTS + 1)]
    assert answers == [200] * guesses.ADDRESS_ACCOUNTS + [429]
    stranger = Client(REMOTE_ADDR=OFFICE)
    assert gives_password(stranger, cast.leader).status_code == 429  # even with the right password
    assert back_at_his_desk(desk, cast) == 302
    assert gives_password(Client(REMOTE_ADDR="198.51.100.7"), cast.leader).status_code == 302


def test_his_own_browser_has_a_limit_too(cast: Cast) -> None:
    desk = signs_in(cast.officer, REMOTE_ADDR=OFFICE)
    desk.post("/sign-out/")
    statuses = [gives_password(desk, cast.officer, "sai-mat-khau").status_code for _turn in range(9)]
    assert statuses == [200] * 8 + [429]
    assert gives_password(desk, cast.leader).status_code == 302  # a colleague at the same PC is not kept waiting


def test_wrong_codes_from_elsewhere_leave_his_browser_open(cast: Cast) -> None:
    """The thief has the password and guesses codes: his share is used up, not the owner's."""
    desk = signs_in(cast.officer, REMOTE_ADDR=OFFICE)
    for _turn in range(4):
        thief = Client(REMOTE_ADDR="198.51.100.7")
        gives_password(thief, cast.officer)
        for _guess in range(5):
            answer = gives_code(thief, cast.officer, "000000")
    assert answer.status_code == 302  # to the beginning
    thief = Client(REMOTE_ADDR="198.51.100.8")
    gives_password(thief, cast.officer)
    paused = gives_code(thief, cast.officer)
    assert "Đã có nhiều mã sai" in paused.content.decode()
    assert not is_in(thief)
    assert back_at_his_desk(desk, cast) == 302
    assert gives_code(desk, cast.officer).status_code == 302
    assert "10 lần gõ sai mã" in desk.get("/my-account/").content.decode()


def test_neither_names_nor_addresses_nor_passwords_are_kept(cast: Cast) -> None:
    """People type passwords into the field of the name."""
    Client(REMOTE_ADDR=OFFICE).post("/sign-in/", {"username": "matkhau-cua-toi", "password": "bi-mat-khac"})
    signs_in(cast.officer, REMOTE_ADDR=OFFICE)
    kept = f"{list(AccessAttempt.objects.values())}{list(Guess.objects.values())}"
    assert AccessAttempt.objects.count() == 1
    assert not [word for word in ("matkhau-cua-toi", "bi-mat-khac", OFFICE, "can-bo") if word in kept]
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("", ""),
    ],
)
def test_a_whole_network_of_ipv6_counts_as_one_address(db: None, address: str, counted_as: str) -> None:
    request = Client(REMOTE_ADDR=address).get("/sign-in/").wsgi_request
    assert counting.address_of(request) == counted_as


def test_same_answer_and_same_work_for_wrong_unknown_and_switched_off(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slow part, hashing, is done for everybody: no clock tells who exists."""
    from django.contrib.auth import hashers

    hashed: list[str] = []
    hasher = hashers.get_hasher().__class__
    encode = hasher.encode
    monkeypatch.setattr(
        hasher, "encode", lambda self, password, salt: hashed.append(password) or encode(self, password, salt)
    )
    telephone.give(cast.officer)
    cast.helper.is_active = False
    cast.helper.save(update_fields=["is_active"])
    work, pages = [], set()
    for username, password in (
        (cast.officer.username, "sai"),
        ("khong-co-ai", "sai"),
        (cast.helper.username, PASSWORD),
    ):
        hashed.clear()
        answer = Client().post("/sign-in/", {"username": username, "password": password})
        page = answer.content.decode().replace(username, "…")
        pages.add("\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line))
        work.append(len(hashed))
    assert work == [1, 1, 1]
    assert len(pages) == 1
