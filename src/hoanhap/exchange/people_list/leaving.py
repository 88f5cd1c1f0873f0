"""A list of names leaves the house: two people, one recipient, one number on every page, and a line in the book.

Nobody writes a list without it (xuất danh sách cần hai người; sổ cung cấp dữ liệu).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.exchange.people_list import export
from hoanhap.exchange.people_list.sheet_writer import Mark
from hoanhap.exchange.policy import ExchangePermission
from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.joint_acts import queries as joint_acts
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy import disclosures as said
from hoanhap.foundation.privacy.actions import disclosures
from hoanhap.foundation.privacy.models import Disclosure
from hoanhap.foundation.privacy.models.disclosures import Basis
from hoanhap.kernel.errors import Refused

SUBJECT = "people_list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """For whom the list is, why, on what paper, until when."""

    basis: Basis
    document: str
    recipient: str
    purpose: str
    expires_on: date


@transaction.atomic
def ask(request: Request, *, unit: Place, by: Viewer, at: datetime) -> Disclosure:
    """Enter it in the book and ask a second person. Raises NotHere, Refused (nobody on the list, too late a day)."""
    count = export.listed(by, unit).count()
    if not count:
        raise Refused(_("Danh sách không có ai."), code="empty", way_out=_("Kiểm tra lại đơn vị."))
    wanted = disclosures.Wanted(
        basis=request.basis,
        document=request.document,
        recipient=request.recipient,
        purpose=request.purpose,
        person_count=count,
        expires_on=request.expires_on,
        identity=True,
        social=True,
        subject_kind=SUBJECT,
    )
    return disclosures.ask(wanted=wanted, unit=unit, by=by, at=at)


@transaction.atomic
def take(disclosure: Disclosure, *, by: Viewer, at: datetime) -> bytes:
    """The workbook, once, for whoever asked and was confirmed. Raises NotHere, Refused."""
    by.require(ExchangePermission.EXPORT_PEOPLE, disclosure.unit_path)
    if disclosure.subject_kind != SUBJECT:
        raise Refused(_("Dòng này của sổ không phải một danh sách."), code="no-list")
    act = joint_acts.usable(by, disclosures.KIND, disclosure.pk, at)
    if act is None:
        raise Refused(
            _("Chưa có người thứ hai xác nhận, hoặc xác nhận đã hết hạn, hoặc danh sách đã được lấy."),
            code="not-confirmed",
            way_out=_("Xem dòng này trong sổ cung cấp dữ liệu."),
        )
    if export.listed(by, disclosure.unit).count() > disclosure.person_count:
        raise Refused(
            _("Danh sách nay có nhiều người hơn lúc được xác nhận."),
            code="grown",
            way_out=_("Gửi yêu cầu mới để người thứ hai xác nhận đúng danh sách này."),
        )
    handed = disclosures.hand_over(disclosure=disclosure, act=act, by=by, at=at)
    recipient = vault.reveal(handed, "recipient")
    mark = Mark(recipient=recipient, serial=handed.serial, until=handed.expires_on, notice=said.notice())
    return export.export(by, disclosure.unit, at=at, mark=mark)
