"""The officials of an invented world. Nobody can sign in with these accounts: they have no password."""

from datetime import date, datetime

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place

SETTER = Actor(account_id="generator", title="dữ liệu giả định", origin="job")


def post(role: Role, place: Place, *, since: date, at: datetime) -> Account:
    """A new account in one role at one place, named after both."""
    account = access.create_account(
        username=f"{role.value}-{place.pk}", display_name=f"Cán bộ {place.pk}", password=None, by=SETTER, at=at
    )
    access.post(account, role=role, place=place, valid_from=since, by=SETTER, at=at)
    return account
