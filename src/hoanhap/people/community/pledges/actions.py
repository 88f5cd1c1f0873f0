"""Write down a signed sheet of pledges, take back a wrong one (ghi bản ký cam kết, bỏ dòng ghi nhầm)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel import dates, numbers
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy
from hoanhap.people.community import writing
from hoanhap.people.community.pledges import rules
from hoanhap.people.community.pledges.models import PledgeSheet, SignerKind
from hoanhap.people.community.rows import joined
from hoanhap.people.community.schemes import movements


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDetails:
    """Who signed, how many, on which day, where the paper lies; `parts` None: for all parts of the movement."""

    signer: SignerKind
    signed: int
    signed_on: date
    kept_at: str
    hamlet: Place | None = None
    parts: Collection[str] | None = None
    client_key: UUID | None = None


@transaction.atomic
def enter_sheet(*, unit: Place, movement: str, details: SheetDetails, by: Actor, at: datetime) -> PledgeSheet:
    """Write down one sheet. Sent twice it stands once. Raises Refused."""
    row = _row(unit, movement, details, by, at)
    writing.one_at_a_time(unit)
    sent = _sent_before(row)
    if sent is not None:
        return sent
    _check_place(unit, details.hamlet, details.signed_on)
    _check_movement(movement, unit, details.signed_on, at)
    if not rules.may_sign(details.signed):
        raise Refused(_("Số đã ký từ 1 đến %s.") % numbers.group(rules.SIGNED_AT_MOST), code="pledge-signed")
    _refuse_twice(row)
    writing.insert(row, words=_("Bản ký này đã được ghi."), code="pledge-twice")
    said: writing.Detail = {"movement": movement, "signer": details.signer.value, "signed": details.signed}
    writing.log("pledge.entered", row, by, at, said)
    return row


@transaction.atomic
def take_back(sheet: PledgeSheet, *, by: Actor, at: datetime) -> PledgeSheet:
    """The line was wrong: it counts nowhere any more, the row and its two entries of the log stay. Raises Refused."""
    living = PledgeSheet.objects.filter(pk=sheet.pk, taken_back_at=None)
    if not living.update(taken_back_at=at, taken_back_by=by.account_id):
        raise Refused(_("Dòng này đã được bỏ trước đó."), code="pledge-taken-back")
    sheet.refresh_from_db()
    writing.log("pledge.taken_back", sheet, by, at, {"movement": sheet.movement})
    return sheet


def _row(unit: Place, movement: str, details: SheetDetails, by: Actor, at: datetime) -> PledgeSheet:
    return PledgeSheet(
        **writing.stamp(unit, by, at),
        movement=movement,
        hamlet=details.hamlet,
        signer=details.signer,
        signed_on=details.signed_on,
        signed=details.signed,
        parts=_parts(movement, details.parts),
        kept_at=_kept_at(details.kept_at),
        client_key=details.client_key,
    )


def _parts(movement: str, chosen: Collection[str] | None) -> str:
    known = [part.code for part in movements.parts_of(movement)]
    meant = rules.parts_meant(chosen, known)
    if meant is None:
        raise Refused(_("Chọn ít nhất một nội dung của phong trào."), code="pledge-parts")
    return joined(meant, known=known)


def _kept_at(typed: str) -> str:
    said = tidy(typed)
    if not said:
        raise Refused(_("Ghi bản ký đang được lưu ở đâu."), code="pledge-kept")
    return said


_FACTS = ("unit_id", "movement", "hamlet_id", "signer", "signed_on", "signed", "parts", "kept_at", "taken_back_at")


def _sent_before(row: PledgeSheet) -> PledgeSheet | None:
    """What the same press wrote already. Raises Refused when the page was gone back to and says something else now."""
    found = PledgeSheet.objects.filter(client_key=row.client_key).first() if row.client_key else None
    if found is None or all(getattr(found, name) == getattr(row, name) for name in _FACTS):
        return found
    raise Refused(
        _("Trang này đã ghi một bản ký khác."), code="pledge-sent", way_out=_("Hãy mở lại trang ghi bản ký rồi nhập.")
    )


def _check_place(unit: Place, hamlet: Place | None, on: date) -> None:
    if unit.kind == PlaceKind.HAMLET or (hamlet is not None and not paths.is_under(hamlet.path, unit.path)):
        raise Refused(_("Ấp, khu phố này không thuộc đơn vị."), code="pledge-hamlet")
    for place in (unit, hamlet):
        if place is not None and place.valid_to is not None and on >= place.valid_to:
            raise Refused(
                _("Ngày này %s không còn nữa.") % place.full_name,
                code="pledge-day",
                way_out=_("Ghi bản ký ở đơn vị tiếp nhận."),
            )
    if on < unit.valid_from and unit.from_known:
        raise Refused(
            _("Ngày này chưa có %s.") % unit.full_name,
            code="pledge-day",
            way_out=_("Bản ký trước ngày sắp xếp thì ghi ở đơn vị cũ."),
        )


def _check_movement(code: str, unit: Place, on: date, at: datetime) -> None:
    writing.check_day(on, since=movements.begun_on(code) or rules.FIRST_DAY, at=at, code="pledge-day")
    if code not in movements.known_at(unit.path, on):
        raise Refused(_("Chọn phong trào, chương trình trong danh sách."), code="pledge-movement")


def _refuse_twice(row: PledgeSheet) -> None:
    """The same movement, place, kind and day stands already: say what stands there, and how to go on."""
    same = {name: getattr(row, name) for name in ("unit_id", "movement", "hamlet_id", "signer", "signed_on")}
    found = PledgeSheet.objects.filter(taken_back_at=None, **same).first()
    if found is None:
        return
    raise Refused(
        _("Đã ghi bản ký ngày %(day)s ở đây: %(signed)s %(signer)s.")
        % {
            "day": dates.show(found.signed_on),
            "signed": numbers.group(found.signed),
            "signer": found.get_signer_display(),
        },
        code="pledge-twice",
        way_out=_("Số sai thì bỏ dòng ấy rồi ghi lại; còn tờ khác cùng ngày thì ghi chung một số."),
    )
