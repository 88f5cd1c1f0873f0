"""Sign in and out; both are written to the log. django-axes counts wrong passwords for each account and address."""

from typing import Any, Protocol

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from hoanhap.foundation import audit
from hoanhap.foundation.access.viewer import of
from hoanhap.kernel import clock
from hoanhap.web.office import step_up
from hoanhap.web.office.middleware import viewer_of
from hoanhap.web.office.sign_in.forms import SignInForm


class DemonstrationAccount(Protocol):
    """What the sign-in page of a demonstration shows of one account."""

    username: str
    password: str
    title: str
    place: str


class SignIn(LoginView):
    template_name = "sign_in/page.html"
    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, accounts=demonstration_accounts())

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        account = form.get_user()
        with transaction.atomic():
            answer = super().form_valid(form)
            step_up.mark(self.request)
            audit.record(
                "access.signed_in", by=of(account).actor, subject_kind="account", subject_id=account.id, at=clock.now()
            )
        return answer


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


def demonstration_accounts() -> list[DemonstrationAccount]:
    """The invented accounts of a demonstration, from the function that settings name; none in real use."""
    if not settings.DEMONSTRATION or not settings.DEMONSTRATION_ACCOUNTS:
        return []
    return list(import_string(settings.DEMONSTRATION_ACCOUNTS)())
