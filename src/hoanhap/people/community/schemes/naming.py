"""A unit's own movements and spellings, and who was recognised (phong trào của đơn vị, công nhận)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import fold
from hoanhap.people.community import writing
from hoanhap.people.community.schemes import movements
from hoanhap.people.community.schemes.models import Movement, MovementName, Recognition, RecognitionLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionDetails:
    """Who was recognised for a year, at which level, by which decision."""

    level: RecognitionLevel
    name: str
    year: int
    decision_number: str
    decided_on: date
    hamlet: Place | None = None


@transaction.atomic
def add_movement(*, unit: Place, name: str, valid_from: date, by: Actor, at: datetime) -> Movement:
    """A movement of this unit and those below it. Raises Refused for one known here under any spelling."""
    said = writing.named(name, code="movement-name")
    _refuse_known(said, unit, valid_from)
    row = Movement(**writing.stamp(unit, by, at), name=said, valid_from=valid_from)
    row.code = f"local-{row.pk.hex[-12:]}"
    row.save(force_insert=True)
    writing.log("movement.added", row, by, at)
    return row


@transaction.atomic
def add_spelling(*, unit: Place, code: str, name: str, on: date, by: Actor, at: datetime) -> MovementName:
    """Another spelling of a movement, as it stands in some paper. Raises Refused for one that is taken."""
    said = writing.named(name, code="movement-name")
    if code not in movements.known_at(unit.path, on):
        raise Refused(_("Chọn phong trào, chương trình trong danh sách."), code="movement-unknown")
    _refuse_known(said, unit, on)
    row = MovementName(**writing.stamp(unit, by, at), code=code, name=said, folded=fold(said))
    writing.insert(row, words=_("Tên này đã có."), code="movement-twice")
    writing.log("movement.spelled", row, by, at, {"movement": code})
    return row


@transaction.atomic
def recognise(*, unit: Place, details: RecognitionDetails, by: Actor, at: datetime) -> Recognition:
    """Enter a recognition; it counts at its own level only. Raises Refused."""
    writing.check_day(details.decided_on, since=None, at=at, code="recognition-day")
    if details.hamlet is not None and not paths.is_under(details.hamlet.path, unit.path):
        raise Refused(_("Ấp, khu phố này không thuộc đơn vị."), code="recognition-hamlet")
    name = writing.named(details.name, code="recognition-name")
    row = Recognition(
        **writing.stamp(unit, by, at),
        level=details.level,
        name=name,
        folded=fold(name),
        hamlet=details.hamlet,
        year=details.year,
        decision_number=writing.named(details.decision_number, code="recognition-decision"),
        decided_on=details.decided_on,
    )
    writing.insert(row, words=_("Đã ghi công nhận này."), code="recognition-twice")
    writing.log("recognition.entered", row, by, at, {"level": details.level.value})
    return row


def _refuse_known(name: str, unit: Place, on: date) -> None:
    writing.one_at_a_time(unit)
    if movements.resolve(name, unit.path, on) is not None:
        raise Refused(_("Tên này đã thuộc một phong trào trong danh sách."), code="movement-twice")
