"""The register of navigation: each office domain adds its item in `ready()`; the header shows those for the viewer."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel.registers import Register


@dataclass(frozen=True, slots=True)
class Item:
    """One door in the header. Shown to those who hold the permission anywhere, or for whom `shows` says yes."""

    label: str | Promise
    url_name: str
    order: int
    permission: Permission | None = None
    shows: Callable[[Viewer], bool] | None = None

    def is_for(self, viewer: Viewer) -> bool:
        if self.permission is not None and not viewer.may(self.permission):
            return False
        return self.shows is None or self.shows(viewer)


@dataclass(frozen=True, slots=True)
class Link:
    """An item as one page shows it."""

    label: str
    url: str
    current: bool


items: Register[Item] = Register("navigation")


def add(
    key: str,
    *,
    label: str | Promise,
    url_name: str,
    order: int,
    permission: Permission | None = None,
    shows: Callable[[Viewer], bool] | None = None,
) -> None:
    """Enter one item; the key is the domain's name. Without permission and predicate it is for everybody posted."""
    items.add(key, Item(label, url_name, order, permission, shows))


def links(viewer: Viewer, request: HttpRequest) -> list[Link]:
    """The items for this viewer, in their order; the longest address that begins this page's address is current."""
    ordered = sorted(items.values(), key=lambda item: (item.order, item.url_name))
    mine = [item for item in ordered if item.is_for(viewer)]
    addresses = [reverse(item.url_name) for item in mine]
    current = max((address for address in addresses if _leads_to(address, request.path)), key=len, default="")
    return [Link(str(item.label), address, address == current) for item, address in zip(mine, addresses, strict=True)]


def _leads_to(address: str, path: str) -> bool:
    return path == address or (address != "/" and path.startswith(address))
