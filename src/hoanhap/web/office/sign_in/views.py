"""Password, then the second factor; or a passkey, which is both. Out again. All of it in the log."""

from typing import Any, Protocol

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoanhap.foundation import audit
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.sign_in import queries
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.web.office.middleware import viewer_of
from hoanhap.web.office.sign_in import arriving, counting, pending, proving
from hoanhap.web.office.sign_in.forms import WRONG_CODE, WRONG_RECOVERY_CODE, CodeForm, RecoveryCodeForm, SignInForm
from hoanhap.web.ui import flash


class DemonstrationAccount(Protocol):
    """What the sign-in page of a demonstration shows of one account."""

    username: str
    password: str
    title: str
    place: str


class SignIn(LoginView):
    """The password. Wrong, unknown, switched off and left are one answer."""

    template_name = "sign_in/page.html"
    form_class = SignInForm
    http_method_names = ["get", "post", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pending.drop(request)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if counting.must_wait(request, request.POST.get("username", "")):
            return render(request, "sign_in/locked.html", status=429)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ended = settings.SESSION_COOKIE_NAME in self.request.COOKIES and self.request.session.is_empty()
        return super().get_context_data(**kwargs, accounts=demonstration_accounts(), ended=ended)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        if form.cleaned_data.get("username") and form.cleaned_data.get("password"):
            counting.note_wrong_password(self.request, form.cleaned_data["username"])
        return super().form_invalid(form)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        account = form.get_user()
        assert isinstance(account, Account)  # noqa: S101 - AUTH_USER_MODEL
        pending.start(self.request, account, next_page=self.get_success_url())
        return redirect(pending.address(account))


@login_not_required
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """The code on the telephone, or a passkey beside it."""
    account = pending.account_of(request)
    if account is None or not queries.has_factor(account):
        return redirect(pending.address(account) if account else "sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if proving.code(request, account, form.cleaned_data["code"]):
                return arrive(request, account, "code_app")
            form.add_error("code", str(WRONG_CODE))
        except Refused as refusal:
            form.add_error("code", f"{refusal} {refusal.way_out}")
        if pending.failed(request):
            return _start_over(request)
    context = {
        "form": form,
        "has_code_app": queries.has_code_app(account),
        "has_passkey": queries.passkeys_of(account).exists(),
        "code_now": demonstration_code(account),
    }
    return render(request, "sign_in/second_factor.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
def recovery_code(request: HttpRequest) -> HttpResponse:
    """For whoever has lost the telephone: one of the codes on paper."""
    account = pending.account_of(request)
    if account is None or not queries.has_factor(account):
        return redirect(pending.address(account) if account else "sign-in")
    form = RecoveryCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if proving.recovery_code(account, form.cleaned_data["code"]):
            answer = arrive(request, account, "recovery_code")
            left = queries.recovery_codes_left(account)
            flash.look(
                request, _("Còn %d mã dự phòng. Mất điện thoại thì cài lại ngay trong “Tài khoản của tôi”.") % left
            )
            return answer
        form.add_error("code", str(WRONG_RECOVERY_CODE))
        if pending.failed(request):
            return _start_over(request)
    return render(request, "sign_in/recovery_code.html", {"form": form})


@login_not_required
@require_POST
def ask_passkey(request: HttpRequest) -> JsonResponse:
    """What the browser's keys are asked: any key of this site, or those of the account whose turn it is."""
    account = request.user if isinstance(request.user, Account) else pending.account_of(request)
    return JsonResponse(proving.ask_passkey(request, account))


@login_not_required
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """A key has signed: as second factor after the password, or on its own, since it asked its owner for a proof."""
    waiting = pending.account_of(request)
    account = proving.passkey(request, waiting, request.POST.get("answer", ""))
    if account is None or not account.is_active or queries.has_left(account):
        flash.look(request, _("Chưa đăng nhập được bằng khóa này. Thử lại, hoặc dùng cách khác."))
        return redirect("second-factor" if waiting else "sign-in")
    return arrive(request, account, "passkey")


class SignOut(LogoutView):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        viewer = viewer_of(request)
        with transaction.atomic():
            if viewer.name:
                audit.record(
                    "access.signed_out",
                    by=viewer.actor,
                    subject_kind="account",
                    subject_id=viewer.account_id,
                    at=clock.now(),
                )
            return super().post(request, *args, **kwargs)


def arrive(request: HttpRequest, account: Account, factor: str) -> HttpResponse:
    where = arriving.sign_in(request, account, factor=factor)
    return arriving.known_from_here(request, account, redirect(where))


def _start_over(request: HttpRequest) -> HttpResponse:
    flash.look(request, _("Mã đã sai nhiều lần. Đăng nhập lại từ đầu."))
    return redirect("sign-in")


def demonstration_accounts() -> list[DemonstrationAccount]:
    """The invented accounts of a demonstration, from the function that settings name; none in real use."""
    if not settings.DEMONSTRATION or not settings.DEMONSTRATION_ACCOUNTS:
        return []
    return list(import_string(settings.DEMONSTRATION_ACCOUNTS)())


def demonstration_code(account: Account) -> str:
    """What the telephone of an invented account would show now; "" in real use, whatever the account."""
    if not settings.DEMONSTRATION or not settings.DEMONSTRATION_CODE:
        return ""
    return str(import_string(settings.DEMONSTRATION_CODE)(account))
