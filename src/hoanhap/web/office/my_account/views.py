"""What everybody does about his own account. What weakens or changes the way in asks for the identity again."""

import contextlib
import uuid

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.sign_in import factors, guesses, queries
from hoanhap.foundation.sign_in import sessions as session_actions
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.web.office import step_up
from hoanhap.web.office.my_account.forms import PasswordForm
from hoanhap.web.office.sign_in import enrolling
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


def mine(request: HttpRequest) -> Account:
    """The account signed in; there is no other way to name one here."""
    if not isinstance(request.user, Account):
        raise NotHere
    return request.user


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    account = mine(request)
    context = {
        "account": account,
        "code_app": queries.code_app_of(account),
        "passkeys": queries.passkeys_of(account),
        "codes_left": queries.recovery_codes_left(account),
        "session_count": queries.sessions_of(account).count(),
        "wrong_codes": guesses.wrong_codes_since_yesterday(account),
    }
    return render(request, "my_account/index.html", context)


@require_http_methods(["GET", "POST"])
@step_up.required
def password(request: OfficeRequest) -> HttpResponse:
    account = mine(request)
    form = PasswordForm(account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            session_actions.change_password(
                account,
                password=form.cleaned_data["new_password1"],
                cookie=request.session.session_key,
                by=request.viewer.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error("new_password1", str(refusal))
        else:
            update_session_auth_hash(request, account)
            flash.done(request, _("Đã đổi mật khẩu. Các phiên ở máy khác đã kết thúc."))
            return redirect("my-account")
    context = {"title": _("Đổi mật khẩu"), "form": form, "submit": _("Đổi mật khẩu")}
    return render(request, "ui/form_page.html", context | {"back_url": reverse("my-account")})


@require_POST
@step_up.required
def remove_code_app(request: OfficeRequest) -> HttpResponseRedirect:
    factors.remove_code_app(mine(request), by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã bỏ ứng dụng tạo mã."))
    return redirect("my-account")


@require_POST
@step_up.required
def remove_passkey(request: OfficeRequest, passkey_id: uuid.UUID) -> HttpResponseRedirect:
    """A key of somebody else, or none at all, is answered like one that is gone already."""
    account = mine(request)
    own = queries.passkeys_of(account).filter(pk=passkey_id).first()
    if own is not None:
        factors.remove_passkey(account, own, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Khóa này không còn dùng được."))
    return redirect("my-account")


@require_http_methods(["GET", "POST"])
@step_up.required
def recovery_codes(request: OfficeRequest) -> HttpResponse:
    account = mine(request)
    if request.method == "POST":
        return enrolling.show_recovery_codes(request, account, where=reverse("my-account"))
    return render(request, "my_account/recovery_codes.html", {"codes_left": queries.recovery_codes_left(account)})


# --- devices --------------------------------------------------------------------------------------------------------


@require_GET
def sessions(request: OfficeRequest) -> HttpResponse:
    rows = list(queries.sessions_of(mine(request)))
    now, here = clock.wall(), request.session.session_key
    lines = [
        {
            "session": row,
            "here": queries.is_named(row, here),
            "minutes": max(0, int((now - row.last_seen_at).total_seconds() // 60)),
        }
        for row in rows
    ]
    return render(request, "my_account/sessions.html", {"lines": lines, "others": len(rows) > 1})


@require_POST
def end_session(request: OfficeRequest, session_id: uuid.UUID) -> HttpResponseRedirect:
    """A session of somebody else, or none at all, is answered like one that has ended already."""
    with contextlib.suppress(NotHere):
        session_actions.end_one(mine(request), session_id, by=request.viewer.actor, at=clock.now())
    if not request.session.exists(request.session.session_key or ""):
        request.session.flush()
        return redirect("sign-in")
    flash.done(request, _("Phiên làm việc đó đã kết thúc."))
    return redirect("my-sessions")


@require_POST
def end_other_sessions(request: OfficeRequest) -> HttpResponseRedirect:
    ended = session_actions.end_others(
        mine(request), cookie=request.session.session_key, by=request.viewer.actor, at=clock.now()
    )
    flash.done(
        request,
        ngettext("Đã kết thúc %d phiên ở máy khác.", "Đã kết thúc %d phiên ở máy khác.", ended) % ended,
    )
    return redirect("my-sessions")
