"""Passkeys: only one's own, only for this site, only for the question just asked, never a copy."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.sign_in import factors, passkeys, queries
from hoanhap.foundation.sign_in.models import Passkey
from hoanhap.foundation.sign_in.passkeys import Site
from hoanhap.kernel.errors import Refused
from tests.cast import NOW, SETTER
from tests.domain.sign_in.conftest import Two
from tests.software_key import SoftwareKey

HOST, ORIGIN = "so.example", "https://so.example"
SITE = Site(HOST, ORIGIN)


def a_key() -> SoftwareKey:
    return SoftwareKey(origin=ORIGIN, host=HOST)


def enrolled(account: Account, key: SoftwareKey | None = None, *, name: str = "khóa") -> tuple[SoftwareKey, Passkey]:
    key = key or a_key()
    options, state = passkeys.begin_enrolment(account, site=SITE)
    answer = key.create(as_sent(options))
    return key, passkeys.enrol(account, answer=answer, state=state, name=name, site=SITE, by=SETTER, at=NOW)


def as_sent(options: Any) -> dict[str, Any]:
    """What the browser reads out of the JSON."""
    sent: dict[str, Any] = json.loads(json.dumps(options))
    return sent


def proved(account: Account | None, key: SoftwareKey, site: Site = SITE, **how: Any) -> Passkey | None:
    options, state = passkeys.begin_proof(account, site=SITE)
    return passkeys.prove(account, answer=key.sign(as_sent(options), **how), state=state, site=site)


def test_a_key_opens_for_its_owner_beside_a_password_and_alone(cast: Two) -> None:
    key, row = enrolled(cast.officer)
    assert proved(cast.officer, key) == row
    assert proved(None, key) == row
    assert queries.has_factor(cast.officer)
    assert AuditEntry.objects.filter(code="access.factor_enrolled", subject_id=str(cast.officer.pk)).count() == 1


def test_the_key_asks_its_owner_each_time(cast: Two) -> None:
    key, _row = enrolled(cast.officer)
    options, _state = passkeys.begin_proof(cast.officer, site=SITE)
    assert as_sent(options)["publicKey"]["userVerification"] == "required"
    assert proved(cast.officer, key, verified=False) is None


def test_a_key_made_without_asking_its_owner_is_refused(cast: Two) -> None:
    options, state = passkeys.begin_enrolment(cast.officer, site=SITE)
    answer = a_key().create(as_sent(options), verified=False)
    with pytest.raises(Refused):
        passkeys.enrol(cast.officer, answer=answer, state=state, name="", site=SITE, by=SETTER, at=NOW)


def test_anothers_key_is_no_second_factor_of_mine(cast: Two) -> None:
    enrolled(cast.officer)
    theirs, _row = enrolled(cast.leader)
    assert proved(cast.officer, theirs) is None
    assert proved(None, theirs, owner=a_handle(cast.officer)) is None


def a_handle(account: Account) -> str:
    options, _state = passkeys.begin_enrolment(account, site=SITE)
    handle: str = as_sent(options)["publicKey"]["user"]["id"]
    return handle


def test_a_question_asked_of_one_account_enrols_nothing_for_another(cast: Two) -> None:
    options, state = passkeys.begin_enrolment(cast.officer, site=SITE)
    answer = a_key().create(as_sent(options))
    with pytest.raises(Refused):
        passkeys.enrol(cast.leader, answer=answer, state=state, name="", site=SITE, by=SETTER, at=NOW)
    assert not Passkey.objects.exists()


@pytest.mark.parametrize("asked", ["enrolment for proof", "one for two", "direct for second factor"])
def test_an_answer_fits_only_the_question_it_was_asked(cast: Two, asked: str) -> None:
    key, _row = enrolled(cast.officer)
    other, _other_row = enrolled(cast.leader)
    assert other
    if asked == "enrolment for proof":
        _options, state = passkeys.begin_enrolment(cast.officer, site=SITE)
        options, _state = passkeys.begin_proof(cast.officer, site=SITE)
    elif asked == "one for two":
        options, _state = passkeys.begin_proof(cast.officer, site=SITE)
        _options, state = passkeys.begin_proof(cast.officer, site=SITE)
    else:
        options, state = passkeys.begin_proof(None, site=SITE)
    assert passkeys.prove(cast.officer, answer=key.sign(as_sent(options)), state=state, site=SITE) is None


@pytest.mark.parametrize("origin", ["https://so.example.evil", "http://so.example", "https://so.example:444"])
def test_a_page_of_another_address_gets_nothing(cast: Two, origin: str) -> None:
    key, _row = enrolled(cast.officer)
    key.origin = origin
    assert proved(cast.officer, key) is None


def test_a_copy_that_counts_back_is_refused(cast: Two) -> None:
    key, _row = enrolled(cast.officer)
    assert proved(cast.officer, key)
    assert proved(cast.officer, key)
    key.uses = 0  # the thief's copy is behind
    assert proved(cast.officer, key) is None


def test_a_key_that_never_counts_goes_on_working(cast: Two) -> None:
    """Passkeys that wander between devices answer 0 always."""
    key, row = enrolled(cast.officer)
    for _turn in range(2):
        key.uses = -1
        assert proved(cast.officer, key) == row


@pytest.mark.parametrize("answer", ["", "null", "[]", "{}", '{"id": 1}', "nonsense", '{"response": {}}'])
def test_nonsense_is_refused_in_words(cast: Two, answer: str) -> None:
    enrolled(cast.officer)
    _options, state = passkeys.begin_proof(cast.officer, site=SITE)
    assert passkeys.prove(cast.officer, answer=answer, state=state, site=SITE) is None
    _options, state = passkeys.begin_proof(None, site=SITE)
    assert passkeys.prove(None, answer=answer, state=state, site=SITE) is None
    _options, state = passkeys.begin_enrolment(cast.officer, site=SITE)
    with pytest.raises(Refused):
        passkeys.enrol(cast.officer, answer=answer, state=state, name="", site=SITE, by=SETTER, at=NOW)


def test_the_same_key_is_not_kept_twice(cast: Two) -> None:
    key, _row = enrolled(cast.officer)
    with pytest.raises(Refused):
        enrolled(cast.leader, key)
    assert Passkey.objects.count() == 1


# --- whoever writes into the database without the master key -----------------------------------------------------


def _moved_to_another_account(row: Passkey, victim: Account) -> None:
    Passkey.objects.filter(pk=row.pk).update(account=victim)


def _pasted_over_the_victims(row: Passkey, victim: Account) -> None:
    Passkey.objects.filter(account=victim).update(credential=bytes(row.credential))


@pytest.mark.parametrize("plant", [_moved_to_another_account, _pasted_over_the_victims])
def test_a_key_planted_into_the_database_does_not_open(cast: Two, plant: Callable[[Passkey, Account], None]) -> None:
    enrolled(cast.leader)
    key, row = enrolled(cast.officer)
    plant(row, cast.leader)
    assert proved(cast.leader, key) is None
    assert proved(None, key, owner=a_handle(cast.leader)) is None


def test_the_name_of_the_account_inside_the_seal_is_what_refuses_it(cast: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad control: with a seal that names anybody, the moved key opens, and the test above would see it."""
    key, row = enrolled(cast.officer)
    _moved_to_another_account(row, cast.leader)
    opened = vault.reveal(Passkey.objects.get(pk=row.pk), "credential").partition("|")[2]
    monkeypatch.setattr(passkeys.vault, "reveal", lambda *_args: f"{cast.leader.pk}|{opened}")
    assert proved(cast.leader, key) is not None


def test_taking_away(cast: Two) -> None:
    _key, row = enrolled(cast.officer)
    with pytest.raises(Refused) as refusal:
        factors.remove_passkey(cast.officer, row, by=SETTER, at=NOW)
    assert refusal.value.code == "last-factor"
    second, kept = enrolled(cast.officer, name=str(date(2026, 1, 1)))
    factors.remove_passkey(cast.officer, row, by=SETTER, at=NOW)
    assert list(queries.passkeys_of(cast.officer)) == [kept]
    assert proved(cast.officer, second) == kept
    _theirs, other = enrolled(cast.leader)
    factors.remove_passkey(cast.officer, other, by=SETTER, at=NOW)
    assert Passkey.objects.filter(pk=other.pk).exists()
