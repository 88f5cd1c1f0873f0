"""What stands on a screen in place of a sealed value until somebody presses to see it. Pure.

A mask tells enough to recognise what one knows already and too little to find out what one does not.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.text import given_name

MASK = "••••"
_TAIL, _SHORTEST = 3, 8


class NameForm(StrEnum):
    """How much of a name is shown unasked."""

    WHOLE = "whole"
    GIVEN = "given"
    INITIALS = "initials"


def number(text: str) -> str:
    """ "•••• 821": the last three digits; a number too short to hide among others is hidden wholly."""
    digits = "".join(sign for sign in text if sign.isdigit())
    if len(digits) < _SHORTEST:
        return MASK if text else ""
    return f"{MASK} {digits[-_TAIL:]}"


def birth(iso: str) -> str:
    """ "••/••/1992": the year stands in the lists anyway."""
    return f"••/••/{PartialDate.from_iso(iso).year}" if iso else ""


def words(text: str) -> str:
    """Addresses and relatives: that something is written, nothing of it."""
    return MASK if text else ""


def initials(name: str) -> str:
    """ "N. V. Đ." """
    return " ".join(f"{part[0].upper()}." for part in name.split())


MASKS: Mapping[str, Callable[[str], str]] = {
    "full_name": initials,
    "birth_date": birth,
    "id_number": number,
    "phone": number,
    "permanent_address": words,
    "current_address": words,
    "relative": words,
}
"""Sealed field of a person → what is shown of its text. A field without a mask is shown nowhere."""

LABELS: Mapping[str, str | Promise] = {
    "full_name": _("Họ và tên"),
    "birth_date": _("Ngày sinh"),
    "id_number": _("Số CCCD/CMND"),
    "phone": _("Điện thoại"),
    "permanent_address": _("Nơi thường trú"),
    "current_address": _("Nơi ở hiện nay"),
    "relative": _("Người thân"),
}


def name(full: str, form: NameForm) -> str:
    """The name as somebody may see it unasked."""
    if form is NameForm.WHOLE:
        return full
    return given_name(full) if form is NameForm.GIVEN else initials(full)
