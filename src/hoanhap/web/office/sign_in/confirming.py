"""Confirming the identity again before a grave act, and back to where one was."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap.foundation import audit
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.sign_in import queries
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.web.office import step_up
from hoanhap.web.office.sign_in import proving
from hoanhap.web.office.sign_in.forms import WRONG_CODE, AnyCodeForm
from hoanhap.web.office.sign_in.views import demonstration_code
from hoanhap.web.ui import flash


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    account = request.user
    if not isinstance(account, Account):
        raise NotHere
    form = AnyCodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and (factor := _proof(request, account, form)):
        _keep(request, account, factor)
        return HttpResponseRedirect(_back(request))
    context = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "has_passkey": queries.passkeys_of(account).exists(),
        "code_now": demonstration_code(account),
    }
    return render(request, "sign_in/confirm_identity.html", context)


def _proof(request: HttpRequest, account: Account, form: AnyCodeForm) -> str:
    """Which factor was shown, "" for none; the form says what was wrong."""
    if "answer" in request.POST:
        if proving.passkey(request, account, request.POST["answer"]) == account:
            return "passkey"
        flash.look(request, _("Khóa chưa xác nhận được. Thử lại, hoặc dùng mã."))
        return ""
    if not form.is_valid():
        return ""
    typed = form.cleaned_data["code"]
    try:
        if form.is_recovery_code:
            factor = "recovery_code" if proving.recovery_code(account, typed) else ""
        else:
            factor = "code_app" if proving.code(request, account, typed) else ""
    except Refused as refusal:
        form.add_error("code", f"{refusal} {refusal.way_out}")
        return ""
    if not factor:
        form.add_error("code", str(WRONG_CODE))
    return factor


@transaction.atomic
def _keep(request: HttpRequest, account: Account, factor: str) -> None:
    step_up.mark(request)
    request.session.save()
    audit.record(
        "access.identity_confirmed",
        by=proving.actor_of(account),
        subject_kind="account",
        subject_id=account.pk,
        at=clock.now(),
        detail={"factor": factor},
    )


def _back(request: HttpRequest) -> str:
    """The page that asked; never another site."""
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if asked and safe else reverse("my-account")
