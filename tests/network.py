"""No test reaches beyond this machine: a connection or a look-up of any other address is refused before it is tried."""

import ipaddress
import socket
from typing import Any


class NetworkForbidden(AssertionError):  # noqa: N818
    """A test, or what it calls, wanted to leave the machine."""


def is_local(host: object) -> bool:
    """Whether this is an address of the loopback range, by name or number."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name).strip("[]")).is_loopback
    except ValueError:
        return False


def _check(host: object) -> None:
    if not is_local(host):
        raise NetworkForbidden(f"a test wanted to reach {host!r}")


def guard() -> None:
    """Stand before every socket of this process, until it ends."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def checked_connect(self: socket.socket, address: Any) -> None:
        _check(_host(self, address))
        connect(self, address)

    def checked_connect_ex(self: socket.socket, address: Any) -> int:
        _check(_host(self, address))
        return connect_ex(self, address)

    def checked_look_up(host: Any, *rest: Any, **options: Any) -> Any:
        _check(host)
        return look_up(host, *rest, **options)

    socket.socket.connect = checked_connect  # type: ignore[method-assign]
    socket.socket.connect_ex = checked_connect_ex  # type: ignore[method-assign]
    socket.getaddrinfo = checked_look_up


def _host(connection: socket.socket, address: Any) -> object:
    return "localhost" if connection.family == socket.AF_UNIX else address[0]
