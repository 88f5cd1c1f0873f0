"""How wrong passwords are counted: what django-axes is told, and what is counted beside it.

Axes keeps rows about wrong passwords. It gets keyed digests instead of names and addresses: people type passwords into
the field of the name, and nobody needs to know from where an officer works.
"""

import ipaddress
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.sign_in import guesses

DEVICE_COOKIE = "thiet_bi"


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; of an IPv6 address the network, since its owner has all the rest of it."""
    text = request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))


def device_of(request: HttpRequest, account: Account | None) -> bytes:
    """The digest of this browser if the account knows it, else b""."""
    return guesses.known_device(account, request.COOKIES.get(DEVICE_COOKIE, ""))


def axes_username(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """AXES_USERNAME_CALLABLE."""
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    return vault.blind(str(typed), purpose="sign-in.axes-name").hex()


def axes_address(request: HttpRequest) -> str:
    """AXES_CLIENT_IP_CALLABLE: the column wants the shape of an address, so the digest is written as one."""
    digest = vault.blind(address_of(request), purpose="sign-in.axes-address")
    return str(ipaddress.IPv6Address(digest[:16]))


def axes_lets_try(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> bool:
    """AXES_WHITELIST_CALLABLE: a browser the account knows is counted on its own, not with its neighbours."""
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    return bool(device_of(request, Account.objects.filter(username=typed).first()))


def must_wait(request: HttpRequest, username: str) -> bool:
    """Whether this browser (a known one) or this address (for strangers' browsers) has guessed too often."""
    account = Account.objects.filter(username=username).first()
    device = device_of(request, account)
    if account is not None and device:
        return guesses.device_paused(account, device)
    return guesses.address_paused(address_of(request))


def note_wrong_password(request: HttpRequest, username: str) -> None:
    account = Account.objects.filter(username=username).first()
    guesses.wrong_password(username, address=address_of(request), device=device_of(request, account))
