"""The end of signing in: the session belongs to the account, the browser is known, both in the log."""

import secrets

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from hoanhap.foundation import audit
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.sign_in import guesses, session_store
from hoanhap.foundation.sign_in.models import KnownDevice
from hoanhap.kernel import clock
from hoanhap.web.office import step_up
from hoanhap.web.office.sign_in import pending
from hoanhap.web.office.sign_in.counting import DEVICE_COOKIE
from hoanhap.web.office.sign_in.proving import actor_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
DEVICE_LASTS = 180 * 24 * 60 * 60


@transaction.atomic
def sign_in(request: HttpRequest, account: Account, *, factor: str) -> str:
    """Sign the account in: password and second factor (or a passkey, which is both) were right. Where to go next."""
    where = pending.next_page(request)
    pending.drop(request)
    login(request, account, backend=BACKEND)
    request.session[session_store.FACTOR] = factor
    session_store.remember_browser(request.session, request.headers.get("User-Agent", ""))
    step_up.mark(request)
    request.session.save()
    by, at = actor_of(account), clock.now()
    for code, detail in (("access.second_factor_passed", {"factor": factor}), ("access.signed_in", {})):
        audit.record(code, by=by, subject_kind="account", subject_id=account.pk, at=at, detail=detail)
    return where


def known_from_here(request: HttpRequest, account: Account, answer: HttpResponse) -> HttpResponse:
    """Let the account know this browser, by a cookie that only the sign-in pages ever see."""
    cookie = request.COOKIES.get(DEVICE_COOKIE, "")
    if not cookie or not KnownDevice.objects.filter(digest=guesses.device_digest(cookie)).exists():
        cookie = secrets.token_urlsafe(24)  # never a value that somebody else may have put here
    guesses.remember_device(account, cookie)
    answer.set_cookie(
        DEVICE_COOKIE,
        cookie,
        max_age=DEVICE_LASTS,
        path="/sign-in/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return answer
