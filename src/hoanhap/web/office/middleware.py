"""Between the browser and our views: who looks, the way in, and one answer for missing and forbidden."""

import logging
import uuid
from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.watch import guarding
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.web.office import doors
from hoanhap.web.office.sign_in import pending
from hoanhap.web.ui import errors

Answer = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponseBase]
log = logging.getLogger(__name__)


class ViewerMiddleware:
    """Puts `request.viewer`, read when somebody first asks. Pages stay out of every cache: PCs are shared."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class SignedInMiddleware(LoginRequiredMiddleware):
    """Every view asks for a sign-in unless marked `login_not_required`; a part for htmx moves the whole page.

    Whoever has given his password is led to the second factor, or to enrolling one, whatever he asked for.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: View) -> HttpResponseRedirect:
        if (waiting := pending.account_of(request)) is not None:
            return HttpResponseRedirect(pending.address(waiting))
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect(resolve_url(self.get_login_url(view_func)))  # type: ignore[return-value]
        return super().handle_no_permission(request, view_func)


class AnswersMiddleware:
    """Turns the house's expected answers into pages: NotHere (missing and forbidden alike), Refused, and busy."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotHere):
            _count_asking(request)
            return errors.not_found(request)
        if isinstance(exception, guarding.Stopped):
            guarding.keep(exception, at=clock.now())
        if isinstance(exception, Refused):
            return errors.refused(request, exception)
        if isinstance(exception, OperationalError) and "database is locked" in str(exception):
            return errors.refused(request, _busy())
        return None


def _count_asking(request: HttpRequest) -> None:
    """Who asks again and again for what is not his is noticed; the answer is the same, and does not hang on it."""
    viewer, match = getattr(request, "viewer", None), request.resolver_match
    if not viewer or not viewer.seats or match is None:
        return
    try:
        guarding.asked_in_vain(viewer, match.url_name or "", clock.now())
    except DatabaseError:
        log.warning("a look-up in vain could not be counted")


def _busy() -> Refused:
    """SQLite has one writer at a time; behind a long list the wait can be longer than its patience."""
    return Refused(
        _("Hệ thống đang ghi một danh sách dài nên chưa nhận được việc này."),
        code="busy",
        way_out=_("Chờ một phút, mở lại trang trước xem đã ghi chưa, rồi hãy làm lại."),
    )


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer behind a request; a stranger has no seat, so every gate stays shut for him."""
    account = request.user
    if isinstance(account, Account):
        return viewers.of(account, purpose=doors.purpose_of(request.path_info))
    return Viewer(uuid.UUID(int=0), "", clock.today(), ())
