"""The list of accounts, one account, switching it off and on."""

import uuid

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoanhap.foundation import audit
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.accounts import keeping, policy, queries
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from hoanhap.web.office import step_up
from hoanhap.web.office.accounts import presenting
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    require_keeper(request)
    return render(request, "accounts/list.html", presenting.accounts(request.viewer, request))


@require_GET
@transaction.atomic
def show(request: OfficeRequest, account_id: uuid.UUID) -> HttpResponse:
    line = queries.one(request.viewer, account_id)
    by = request.viewer.actor
    audit.record("accounts.viewed", by=by, subject_kind="account", subject_id=line.account.pk, at=clock.now())
    return render(request, "accounts/show.html", presenting.account(request.viewer, line))


@require_POST
def switch_off(request: OfficeRequest, account_id: uuid.UUID) -> HttpResponseRedirect:
    """At once, without asking for the telephone: whoever is in a hurry here has a reason."""
    account = policy.get_account_for(request.viewer, account_id)
    keeping.switch_off(account, by=request.viewer, at=clock.now())
    flash.done(request, _("Đã tắt tài khoản của %s. Các máy đang đăng nhập đã bị đưa ra ngoài.") % account.display_name)
    return redirect("account", account.pk)


@require_POST
def switch_on(request: OfficeRequest, account_id: uuid.UUID) -> HttpResponseBase:
    return _switch_on(request, policy.get_account_for(request.viewer, account_id))


@step_up.required
def _switch_on(request: OfficeRequest, account: Account) -> HttpResponseRedirect:
    keeping.switch_on(account, by=request.viewer, at=clock.now())
    flash.done(request, _("Đã bật lại tài khoản của %s.") % account.display_name)
    return redirect("account", account.pk)


def require_keeper(request: OfficeRequest) -> None:
    """Raise NotHere unless the viewer keeps accounts anywhere."""
    if not request.viewer.may(policy.KEEP):
        raise NotHere
