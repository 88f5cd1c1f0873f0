"""Ends what must not go on: sessions without a second factor, of accounts switched off, and of leavers."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.sign_in import queries, session_store, sessions
from hoanhap.kernel import clock
from hoanhap.web.office.middleware import viewer_of
from hoanhap.web.office.sign_in.proving import actor_of


class CompleteSignInMiddleware:
    """Behind it, whoever is signed in has passed a second factor in this session and still works here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            if not self._may_go_on(request):
                _forget(request)
            elif isinstance(request.session, session_store.SessionStore):
                request.session.touch()
        return self.get_response(request)

    def _may_go_on(self, request: HttpRequest) -> bool:
        account = request.user
        if session_store.FACTOR not in request.session or not isinstance(account, Account):
            return False
        viewer = request.viewer  # type: ignore[attr-defined]
        if viewer.seats or not queries.has_left(account):
            return True
        sessions.end_all(account, why="left", by=actor_of(account), at=clock.now())
        return False


def _forget(request: HttpRequest) -> None:
    """From here on the request comes from a stranger."""
    request.session.flush()
    request.user = AnonymousUser()
    request.viewer = SimpleLazyObject(lambda: viewer_of(request))  # type: ignore[attr-defined]
