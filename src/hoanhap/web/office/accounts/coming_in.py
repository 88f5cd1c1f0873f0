"""The page behind an invitation: choose a password, then straight to the second factor."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap.foundation.accounts import invitations
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.web.office.accounts.forms import PasswordForm
from hoanhap.web.office.sign_in import pending


@login_not_required
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the page uses nothing up: only the password sent takes the link."""
    account = invitations.require_open(token)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = invitations.accept(token, password=form.cleaned_data["password"], at=clock.now())
        except Refused as refusal:
            form.add_error("password", f"{refusal} {refusal.way_out}".strip())
        else:
            pending.start(request, account, next_page="")
            return redirect("enrol")
    lead = _("Tên đăng nhập của bạn là %s. Bước sau: cài lớp bảo vệ thứ hai trên điện thoại.") % account.username
    title = _("Chào %s") % account.display_name
    context = {"title": title, "lead": lead, "form": form, "submit": _("Đặt mật khẩu")}
    return render(request, "ui/form_page.html", context)
