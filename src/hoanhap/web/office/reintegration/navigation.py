"""The doors in the header: to needs and help for the office, to the lists of loans for the police who make them."""

from django.utils.translation import gettext_lazy as _

from hoanhap.people.reintegration.policy import ReintegrationPermission as May
from hoanhap.web.ui import navigation


def add() -> None:
    """Called once at start, from web/office/apps.py."""
    navigation.add(
        "support", label=_("Nhu cầu, hỗ trợ"), url_name="support-board", order=25, permission=May.COUNT_SUPPORT
    )
    navigation.add("loan-lists", label=_("Vay vốn"), url_name="loan-lists", order=26, permission=May.MAKE_LOAN_LIST)
