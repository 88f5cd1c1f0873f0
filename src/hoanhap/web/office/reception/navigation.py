"""The doors of hand-over and moves in the header."""

from django.utils.translation import gettext_lazy as _

from hoanhap.people.reception.policy import ReceptionPermission
from hoanhap.web.ui import navigation


def add() -> None:
    """Called once at start, from web/office/apps.py."""
    may = ReceptionPermission
    navigation.add("return-batches", label=_("Sắp về"), url_name="return-batches", order=21, permission=may.ANNOUNCE)
    navigation.add("returns", label=_("Trở về, chuyển đi"), url_name="returns", order=22, permission=may.READ)
