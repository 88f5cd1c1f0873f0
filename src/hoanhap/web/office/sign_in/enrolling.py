"""Enrolling a second factor: of one's own account, always. No address and no field names an account.

Whose account it is says the session alone: the one signed in (identity confirmed just now), or the one that gave the
right password and has no second factor yet. With a factor enrolled, a password alone never reaches these pages.
"""

import functools
from collections.abc import Callable
from io import BytesIO

import qrcode
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from qrcode.image.svg import SvgPathImage

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.sign_in import factors, passkeys, queries, rules
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.web.office import step_up
from hoanhap.web.office.sign_in import arriving, pending
from hoanhap.web.office.sign_in.forms import CodeForm, PasskeyNameForm
from hoanhap.web.office.sign_in.proving import actor_of, site_of
from hoanhap.web.ui import flash

CHALLENGE = "passkey_enrolment"
View = Callable[[HttpRequest, Account], HttpResponseBase]


def own_account(view: View) -> Callable[[HttpRequest], HttpResponseBase]:
    """Hand the view the account whose session this is; lead everybody else to where he has to begin."""

    @login_not_required
    @functools.wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        if isinstance(request.user, Account):
            mine = request.user
            return step_up.required(lambda same: view(same, mine))(request)
        account = pending.account_of(request)
        if account is None:
            return redirect(f"{reverse('sign-in')}?{urlencode({'next': request.path})}")
        if queries.has_factor(account):
            return redirect("second-factor")
        return view(request, account)

    return guarded


@require_GET
@own_account
def choose(request: HttpRequest, account: Account) -> HttpResponse:
    return render(request, "sign_in/enrol.html", {"first": not queries.has_factor(account)})


@require_http_methods(["GET", "POST"])
@own_account
def code_app(request: HttpRequest, account: Account) -> HttpResponse:
    """The picture for the telephone, and the first code it shows."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            by, at = actor_of(account), clock.now()
            factors.confirm_code_app(account, code=form.cleaned_data["code"], by=by, at=at)
        except Refused as refusal:
            form.add_error("code", f"{refusal} {refusal.way_out}".strip())
        else:
            return _enrolled(request, account, "code_app", _("Điện thoại đã sẵn sàng."))
    factors.offer_code_app(account)
    secret = factors.offered_secret(account) or b""
    context = {"form": form, "secret": rules.as_typed_by_hand(secret), "username": account.username}
    return render(request, "sign_in/enrol_code_app.html", context)


@require_GET
@own_account
def picture(request: HttpRequest, account: Account) -> HttpResponse:
    """The secret that waits to be confirmed, as a telephone reads it; never one in use."""
    secret = factors.offered_secret(account)
    if secret is None:
        raise NotHere
    drawn = BytesIO()
    qrcode.make(rules.address_for_telephone(secret, account.username), image_factory=SvgPathImage, border=2).save(drawn)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@require_http_methods(["GET", "POST"])
@own_account
def passkey(request: HttpRequest, account: Account) -> HttpResponse:
    """A key in this computer, a telephone or a stick."""
    form = PasskeyNameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            passkeys.enrol(
                account,
                answer=request.POST.get("answer", ""),
                state=request.session.pop(CHALLENGE, None),
                name=form.cleaned_data["name"],
                site=site_of(request),
                by=actor_of(account),
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(None, f"{refusal} {refusal.way_out}")
        else:
            return _enrolled(request, account, "passkey", _("Đã thêm khóa."))
    return render(request, "sign_in/enrol_passkey.html", {"form": form})


@require_POST
@own_account
def ask_passkey(request: HttpRequest, account: Account) -> JsonResponse:
    options, request.session[CHALLENGE] = passkeys.begin_enrolment(account, site=site_of(request))
    return JsonResponse(options)


def _enrolled(request: HttpRequest, account: Account, factor: str, message: str) -> HttpResponse:
    """Signed in with the first factor, if that was it; without codes for the drawer they are made and shown now."""
    first = not isinstance(request.user, Account)
    where = arriving.sign_in(request, account, factor=factor) if first else reverse("my-account")
    if queries.recovery_codes_left(account) and not first:
        flash.done(request, message)
        return redirect(where)
    answer = show_recovery_codes(request, account, where=where)
    return arriving.known_from_here(request, account, answer) if first else answer


def show_recovery_codes(request: HttpRequest, account: Account, *, where: str) -> HttpResponse:
    """Make ten codes and show them this once."""
    codes = factors.renew_recovery_codes(account, by=actor_of(account), at=clock.now())
    return render(
        request, "sign_in/recovery_codes.html", {"codes": codes, "where": where, "username": account.username}
    )
