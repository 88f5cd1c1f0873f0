"""A browser that has signed in whole: password, second factor, and just asked again who is there."""

from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.sign_in import session_store
from hoanhap.kernel import clock
from hoanhap.web.office import step_up


def signed_in(account: Account) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[session_store.FACTOR] = "code_app"
    session[step_up.CONFIRMED_AT] = clock.wall().isoformat()
    session.save()
    return client
