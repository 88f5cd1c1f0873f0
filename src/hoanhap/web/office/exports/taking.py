"""Taking a confirmed list: the file is written and handed over in one act, by whoever asked, with a fresh identity."""

import uuid

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_POST

from hoanhap.exchange.people_list import leaving
from hoanhap.exchange.policy import ExchangePermission
from hoanhap.foundation.privacy import policy
from hoanhap.foundation.privacy.models import Disclosure
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from hoanhap.web.office import step_up
from hoanhap.web.office.privacy.disclosures import files
from hoanhap.web.ui.requests import OfficeRequest

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_POST
def take(request: OfficeRequest, disclosure_id: uuid.UUID) -> HttpResponseBase:
    """Whoever may not take it is not even asked for his second factor."""
    row = policy.get_disclosure_for(request.viewer, disclosure_id)
    if not request.viewer.may(ExchangePermission.EXPORT_PEOPLE, row.unit_path):
        raise NotHere
    return _take(request, row)


@step_up.required
def _take(request: OfficeRequest, row: Disclosure) -> HttpResponse:
    content = leaving.take(row, by=request.viewer, at=clock.now())
    answer = HttpResponse(content, content_type=SPREADSHEET)
    answer["Content-Disposition"] = f'attachment; filename="danh-sach-{row.serial or row.pk.hex[-8:]}.xlsx"'
    return answer


def add() -> None:
    """Called once at start, from web/office/apps.py."""
    files.add(leaving.SUBJECT, "list-export-take")
