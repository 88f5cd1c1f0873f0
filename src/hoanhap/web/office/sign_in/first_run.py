"""The page behind the link of `./hoanhap setup`: the first administrator, then straight to his second factor."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.places import queries as places
from hoanhap.foundation.sign_in import first_run
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.web.office.sign_in import pending
from hoanhap.web.office.sign_in.forms import FirstAccountForm


@login_not_required
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    first_run.require_open(token)
    form = FirstAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = _create(token, form)
        except Refused as refusal:
            form.add_error(None, f"{refusal} {refusal.way_out}".strip())
        else:
            pending.start(request, account, next_page="")
            return redirect("enrol")
    context = {"title": _("Thiết lập lần đầu"), "form": form, "submit": _("Tạo quản trị viên")}
    lead = _("Đây là tài khoản đầu tiên. Bước sau: cài lớp bảo vệ thứ hai trên điện thoại và cất mã dự phòng.")
    return render(request, "ui/form_page.html", context | {"lead": lead})


def _create(token: str, form: FirstAccountForm) -> Account:
    typed = form.cleaned_data
    return first_run.create_first_account(
        token,
        username=typed["username"],
        display_name=typed["display_name"],
        password=typed["password"],
        place=places.one(typed["unit"], on=clock.today()),
        at=clock.now(),
    )
