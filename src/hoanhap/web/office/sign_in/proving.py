"""Asking for the second factor: codes, recovery codes, passkeys; each refusal is counted and logged."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.purposes import Purpose
from hoanhap.foundation.access.viewer import of
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.sign_in import factors, guesses, passkeys
from hoanhap.foundation.sign_in.passkeys import Site
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.web.office.sign_in.counting import address_of, device_of

CHALLENGE = "passkey_challenge"


def code(request: HttpRequest, account: Account, typed: str) -> bool:
    """Whether this is the code on the account's telephone. Raises Refused when too many were wrong."""
    device = device_of(request, account)
    guess = guesses.admit_code(account, address=address_of(request), device=device)
    if guess is None:
        raise Refused(
            _("Đã có nhiều mã sai. Để an toàn, chờ 15 phút rồi thử lại."),
            code="codes-paused",
            way_out=_("Cần vào ngay: dùng khóa đăng nhập hoặc một mã dự phòng."),
        )
    if not factors.use_code(account, typed):
        _failed(account, "code_app")
        return False
    guesses.forget(account, guess, device=device)
    return True


def recovery_code(account: Account, typed: str) -> bool:
    """Whether this is one of the account's unused recovery codes. Too long to guess: not counted, but logged."""
    if factors.use_recovery_code(account, typed, by=actor_of(account), at=clock.now()):
        return True
    _failed(account, "recovery_code")
    return False


def ask_passkey(request: HttpRequest, account: Account | None) -> dict[str, Any]:
    """What the browser's keys are asked to sign; the question stays in the session."""
    options, request.session[CHALLENGE] = passkeys.begin_proof(account, site=site_of(request))
    return options


def passkey(request: HttpRequest, account: Account | None, answer: str) -> Account | None:
    """Whose passkey answered the question asked last; a question is good for one answer."""
    state = request.session.pop(CHALLENGE, None)
    proven = passkeys.prove(account, answer=answer, state=state, site=site_of(request))
    if proven is not None:
        return proven.account
    if account is not None:
        _failed(account, "passkey")
    return None


def site_of(request: HttpRequest) -> Site:
    """This server as the browser's address bar shows it."""
    host = request.get_host()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return Site(name, f"{request.scheme}://{host}")


def actor_of(account: Account) -> Actor:
    """The account as the log names it, before a session has a viewer."""
    return of(account, purpose=Purpose.OWN_ACCOUNT).actor


@transaction.atomic
def _failed(account: Account, factor: str) -> None:
    audit.record(
        "access.second_factor_failed",
        by=actor_of(account),
        subject_kind="account",
        subject_id=account.pk,
        at=clock.now(),
        detail={"factor": factor},
    )
