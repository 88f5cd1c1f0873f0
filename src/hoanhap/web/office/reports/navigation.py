"""The door to the reports in the header."""

from django.utils.translation import gettext_lazy as _

from hoanhap.steering.reports.policy import ReportPermission
from hoanhap.web.ui import navigation


def add() -> None:
    """Called once at start, from web/office/apps.py."""
    navigation.add("reports", label=_("Báo cáo"), url_name="reports", order=40, permission=ReportPermission.READ)
