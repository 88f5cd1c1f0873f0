"""What every write to these registers does alike: where the row lies, one first save, one entry of the log."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.places.queries import heirs
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy

Detail = Mapping[str, str | int | bool | None]


def stamp(unit: Place, by: Actor, at: datetime) -> dict[str, Any]:
    """Where a row lies and who wrote it."""
    return {"unit": unit, "unit_path": unit.path, "recorded_by": by.account_id, "recorded_at": at}


def named(value: str, *, code: str) -> str:
    """A name as it is kept. Raises Refused for none."""
    said = tidy(value)
    if not said:
        raise Refused(_("Cần ghi tên."), code=code)
    return said


def one_at_a_time(unit: Place) -> None:
    """Of two hands that enter the same name here the second finds what the first wrote."""
    Place.objects.select_for_update(no_key=True).get(pk=unit.pk)


def holds(unit: Place, place: Place, *, at: datetime) -> bool:
    """Does this unit, or whatever took over from it, hold this place now?"""
    return any(paths.is_under(place.path, one.path) for one in heirs(unit, clock.local_day(at)))


def check_day(day: date, *, since: date | None, at: datetime, code: str) -> None:
    """Raise Refused for a day to come, or before there was what it speaks of."""
    if day > clock.local_day(at):
        raise Refused(_("Ghi khi đã đến ngày."), code=code)
    if since is not None and day < since:
        raise Refused(_("Ngày này trước ngày bắt đầu."), code=code)


def insert(row: Model, *, words: str, code: str) -> None:
    """The first save of a row; what stands there already is said in these words."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refused(words, code=code) from None


def end(row: Any, *, on: date, code: str) -> None:
    """Set the last day of a row that has none. Raises Refused when it ended before or would run backwards."""
    if on < row.valid_from:
        raise Refused(_("Ngày thôi không thể trước ngày bắt đầu."), code=code)
    if not type(row).objects.filter(pk=row.pk, valid_to=None).update(valid_to=on):
        raise Refused(_("Việc này đã kết thúc trước đó."), code=code)
    row.valid_to = on


def log(
    code: str,
    row: Any,
    by: Actor,
    at: datetime,
    detail: Detail | None = None,
    *,
    kind: str = "",
    subject_id: object = None,
) -> None:
    """One entry about the row, or about whom else it speaks of."""
    audit.record(
        code,
        by=by,
        subject_kind=kind or row._meta.model_name,
        subject_id=str(subject_id or row.pk),
        unit_path=row.unit_path,
        at=at,
        detail=detail or {},
    )
