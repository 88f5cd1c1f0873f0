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
    """The code of this half minute, or a later one when it was used: on a slow machine an earlier one runs out.

    Whoever signs in more often than every half minute in one test gets time for it.
    """
    if not queries.has_code_app(account):
        give(account)
    app, now = CodeApp.objects.get(account=account), clock.wall()
    step = max(rules.step_at(now), app.last_step + 1)
    if step not in rules.usable_steps(now, after=app.last_step):
        CodeApp.objects.filter(pk=app.pk).update(last_step=0)
        step = rules.step_at(now)
    return rules.code(factors.secret_of(app), step)
