"""Where a joint act stands, and how its serial is written."""

import uuid
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    ASKED = "asked", _("đang chờ người thứ hai")
    CONFIRMED = "confirmed", _("đã xác nhận")
    DECLINED = "declined", _("không đồng ý")
    WITHDRAWN = "withdrawn", _("đã rút lại")
    USED = "used", _("đã thực hiện")
    LAPSED = "lapsed", _("đã hết hạn")


OPEN: Final = (State.ASKED.value, State.CONFIRMED.value)
DECIDED: Final = (State.CONFIRMED.value, State.DECLINED.value, State.USED.value)

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U: it is read from paper and over the telephone
_BITS = 50


def serial_of(act_id: uuid.UUID) -> str:
    """Ten letters out of the random end of the id, "7K3M9-QXD2V": not to be guessed, and no counter to wait for."""
    number = act_id.int & ((1 << _BITS) - 1)
    letters = "".join(_LETTERS[(number >> shift) & 31] for shift in range(_BITS - 5, -1, -5))
    return f"{letters[:5]}-{letters[5:]}"
