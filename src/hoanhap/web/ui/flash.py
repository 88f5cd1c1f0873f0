"""Short messages on the next page: "done", with a way to undo it, or "look again"."""

from django.contrib import messages
from django.http import HttpRequest

_UNDO = "undo="


def done(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Say that an act succeeded; `undo` is the address that takes a POST to undo it."""
    messages.success(request, text, extra_tags=f"{_UNDO}{undo}" if undo else "")


def look(request: HttpRequest, text: str) -> None:
    """Say that something needs a second look."""
    messages.warning(request, text)


def undo_address(extra_tags: str) -> str:
    return extra_tags.removeprefix(_UNDO) if extra_tags.startswith(_UNDO) else ""
