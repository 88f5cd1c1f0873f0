"""The telephone and the codes on paper: sealed, bound to their account, good once."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connections

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.sign_in import factors, queries, rules
from hoanhap.foundation.sign_in.models import CodeApp, KnownDevice, Passkey, RecoveryCode, Session
from hoanhap.foundation.sign_in.session_store import SessionStore
from hoanhap.foundation.vault.sealing import CannotOpen
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from tests import cast as stage
from tests import telephone
from tests.cast import NOW, SETTER
from tests.domain.sign_in.conftest import Two, two

MOMENT = clock.at(stage.TODAY.replace(year=2026), 9)


@pytest.fixture(autouse=True)
def travel() -> Iterator[time_machine.Traveller]:
    """The wall clock stands still: a test must not fall into the next half minute."""
    with time_machine.travel(MOMENT, tick=False) as traveller:
        yield traveller


def shown(account: Account) -> str:
    """What the telephone shows that scanned the picture just now."""
    return rules.code(factors.offered_secret(account) or b"", rules.step_at(clock.wall()))


def enrolled(account: Account) -> Account:
    factors.offer_code_app(account)
    factors.confirm_code_app(account, code=shown(account), by=SETTER, at=NOW)
    return account


def test_a_telephone_is_offered_confirmed_and_used(cast: Two, travel: time_machine.Traveller) -> None:
    officer = enrolled(cast.officer)
    assert queries.has_factor(officer)
    travel.move_to(MOMENT + timedelta(seconds=30))
    assert factors.use_code(officer, telephone.shows(officer))
    assert AuditEntry.objects.filter(code="access.factor_enrolled").count() == 1


def test_an_offer_alone_opens_nothing(cast: Two) -> None:
    factors.offer_code_app(cast.officer)
    assert not queries.has_factor(cast.officer)
    assert not factors.use_code(cast.officer, shown(cast.officer))


def test_a_wrong_first_code_enrols_nothing(cast: Two) -> None:
    factors.offer_code_app(cast.officer)
    with pytest.raises(Refused) as refusal:
        factors.confirm_code_app(cast.officer, code="000000", by=SETTER, at=NOW)
    assert refusal.value.code == "wrong-code"
    assert not queries.has_factor(cast.officer)


def test_an_offer_dies_and_is_renewed(cast: Two, travel: time_machine.Traveller) -> None:
    factors.offer_code_app(cast.officer)
    first = factors.offered_secret(cast.officer)
    factors.offer_code_app(cast.officer)
    assert factors.offered_secret(cast.officer) == first
    travel.move_to(MOMENT + rules.OFFER_LASTS + timedelta(seconds=1))
    assert factors.offered_secret(cast.officer) is None
    with pytest.raises(Refused):
        factors.confirm_code_app(cast.officer, code="123456", by=SETTER, at=NOW)
    factors.offer_code_app(cast.officer)
    assert factors.offered_secret(cast.officer) not in (None, first)


def test_a_secret_in_use_is_never_shown_again(cast: Two) -> None:
    enrolled(cast.officer)
    assert factors.offered_secret(cast.officer) is None


def test_a_new_telephone_replaces_the_old_only_when_confirmed(cast: Two) -> None:
    officer = telephone.give(cast.officer)
    factors.offer_code_app(officer)
    old = telephone.shows(officer)
    assert old != shown(officer)
    assert factors.use_code(officer, old)
    factors.confirm_code_app(officer, code=shown(officer), by=SETTER, at=NOW)
    assert factors.secret_of(CodeApp.objects.get()) != telephone.SECRET


def test_a_code_works_once_and_not_the_ones_before_it(cast: Two) -> None:
    officer = telephone.give(cast.officer)
    step = rules.step_at(clock.wall())
    earlier, now = rules.code(telephone.SECRET, step - 1), rules.code(telephone.SECRET, step)
    assert factors.use_code(officer, now)
    assert not factors.use_code(officer, now)
    assert not factors.use_code(officer, earlier)


def test_forgetting_the_last_step_would_let_a_code_in_twice(cast: Two) -> None:
    """Known-bad control of the test above."""
    officer = telephone.give(cast.officer)
    code = telephone.shows(officer)
    assert factors.use_code(officer, code)
    CodeApp.objects.update(last_step=0)
    assert factors.use_code(officer, code)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_eight_who_send_the_same_code_at_once_one_comes_in() -> None:
    officer = telephone.give(two().officer)
    code = telephone.shows(officer)
    assert at_once(8, lambda: factors.use_code(officer, code)) == [False] * 7 + [True]
    paper = factors.renew_recovery_codes(officer, by=SETTER, at=NOW)[0]
    assert at_once(8, lambda: factors.use_recovery_code(officer, paper, by=SETTER, at=NOW)) == [False] * 7 + [True]


def at_once(times: int, work: Callable[[], bool]) -> list[bool]:
    line, answers = threading.Barrier(times), []

    def run() -> None:
        try:
            line.wait()
            answers.append(work())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


# --- at rest --------------------------------------------------------------------------------------------------------


def test_secrets_lie_sealed_and_open_only_in_their_own_row(cast: Two) -> None:
    telephone.give(cast.officer)
    telephone.give(cast.leader)
    mine, theirs = CodeApp.objects.get(account=cast.officer), CodeApp.objects.get(account=cast.leader)
    assert telephone.SECRET not in bytes(mine.secret)
    assert rules.in_letters(telephone.SECRET).encode() not in bytes(mine.secret)
    CodeApp.objects.filter(pk=theirs.pk).update(secret=bytes(mine.secret))
    assert not factors.use_code(cast.leader, telephone.shows(cast.officer))
    with pytest.raises(CannotOpen):
        factors.secret_of(CodeApp.objects.get(account=cast.leader))


def test_a_row_cannot_be_given_to_another_account(cast: Two) -> None:
    """Its id is the account's, and the seal is bound to the id."""
    from django.db import IntegrityError, transaction

    telephone.give(cast.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        CodeApp.objects.filter(account=cast.officer).update(account=cast.leader)


# --- paper ----------------------------------------------------------------------------------------------------------


def test_ten_codes_each_good_once_for_their_account_alone(cast: Two) -> None:
    codes = factors.renew_recovery_codes(cast.officer, by=SETTER, at=NOW)
    assert len(set(codes)) == 10
    assert not factors.use_recovery_code(cast.leader, codes[0], by=SETTER, at=NOW)
    assert factors.use_recovery_code(cast.officer, codes[0].upper().replace("-", " "), by=SETTER, at=NOW)
    assert not factors.use_recovery_code(cast.officer, codes[0], by=SETTER, at=NOW)
    assert queries.recovery_codes_left(cast.officer) == 9
    assert AuditEntry.objects.get(code="access.recovery_code_used").detail == '{"left": 9}'


def test_codes_on_paper_lie_as_digests_that_fit_no_other_account(cast: Two) -> None:
    codes = factors.renew_recovery_codes(cast.officer, by=SETTER, at=NOW)
    kept = [bytes(row.digest) for row in RecoveryCode.objects.all()]
    assert not any(rules.plain_recovery_code(code).encode() in digest for code in codes for digest in kept)
    RecoveryCode.objects.update(account=cast.leader)
    assert not any(factors.use_recovery_code(cast.leader, code, by=SETTER, at=NOW) for code in codes)


def test_new_codes_end_the_old(cast: Two) -> None:
    old = factors.renew_recovery_codes(cast.officer, by=SETTER, at=NOW)
    new = factors.renew_recovery_codes(cast.officer, by=SETTER, at=NOW)
    assert not factors.use_recovery_code(cast.officer, old[0], by=SETTER, at=NOW)
    assert factors.use_recovery_code(cast.officer, new[0], by=SETTER, at=NOW)


def test_the_last_factor_stays(cast: Two) -> None:
    telephone.give(cast.officer)
    with pytest.raises(Refused) as refusal:
        factors.remove_code_app(cast.officer, by=SETTER, at=NOW)
    assert refusal.value.code == "last-factor"
    assert queries.has_factor(cast.officer)


def test_starting_over_takes_everything_and_ends_every_session(cast: Two) -> None:
    telephone.give(cast.officer)
    telephone.give(cast.leader)
    factors.renew_recovery_codes(cast.officer, by=SETTER, at=NOW)
    KnownDevice.objects.create(account=cast.officer, digest=b"x" * 32, used_at=clock.wall())
    for account in (cast.officer, cast.leader):
        session = SessionStore()
        session["_auth_user_id"], session["second_factor"] = str(account.pk), "code_app"
        session.save()
    factors.reset(cast.officer, by=SETTER, at=NOW)
    for model in (CodeApp, Passkey, RecoveryCode, KnownDevice, Session):
        assert not model._default_manager.filter(account=cast.officer).exists()
    assert queries.has_factor(cast.leader)
    assert Session.objects.filter(account=cast.leader).count() == 1
    assert AuditEntry.objects.get(code="access.factors_reset").detail == '{"sessions_ended": 1}'
