"""The telephone of somebody in a test: enrols him with a known secret and shows the code of this moment."""

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.sign_in import factors, queries, rules
from hoanhap.foundation.sign_in.models import CodeApp
from hoanhap.kernel import clock
from tests.cast import NOW, SETTER

SECRET = b"twenty bytes of noise"[:20]


def give(account: Account) -> Account:
    """Let the account have a telephone, as if enrolled long ago."""
    factors.enrol_known_secret(account, secret=SECRET, by=SETTER, at=NOW)
    return account


def shows(account: Account) -> str:
    """A code that works now. Whoever signs in more often than every half minute in one test gets time for it."""
    if not queries.has_code_app(account):
        give(account)
    app = CodeApp.objects.get(account=account)
    steps = rules.usable_steps(clock.wall(), after=app.last_step)
    if not steps:
        CodeApp.objects.filter(pk=app.pk).update(last_step=0)
        steps = rules.usable_steps(clock.wall(), after=0)
    return rules.code(factors.secret_of(app), steps[0])
