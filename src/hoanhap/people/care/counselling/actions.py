"""Recording a session, voiding one written by mistake, keeping leaflets in their versions (tư vấn, tờ rơi)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy
from hoanhap.people.care.counselling import policy, rules
from hoanhap.people.care.counselling.models import Counselling, Leaflet
from hoanhap.people.care.counselling.rules import SessionDetails
from hoanhap.people.cases.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletDetails:
    """What the library says of a version. Nobody may leave out where it is from and who approved it."""

    title: str
    source: str
    approved_by: str
    valid_from: date


@transaction.atomic
def record(case: Case, *, details: SessionDetails, by: Actor, at: datetime) -> Counselling:
    """One session of counselling. The same `client_key` twice is one session. Raises Refused."""
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if details.client_key and (sent := Counselling.objects.filter(client_key=details.client_key, case=held).first()):
        return sent
    rules.check(details, opened_on=held.opened_on, closed_on=held.closed_on, today=clock.local_day(at))
    session = Counselling(
        case=held,
        unit_id=held.unit_id,
        unit_path=held.unit_path,
        held_on=details.held_on,
        audience=details.audience,
        kind=details.kind,
        topics=rules.packed(details.topics),
        leaflet=_given_out(details, held),
        counsellor=tidy(details.counsellor)[:120],
        recorded_by=by.account_id,
        recorded_at=at,
        client_key=details.client_key,
    )
    note = rules.checked_note(details.note)
    vault.seal(session, note=note or None)
    session.save(force_insert=True)
    _log("counselling.recorded", session, by, at, {"audience": session.audience})
    return session


@transaction.atomic
def void(session: Counselling, *, by: Actor, at: datetime) -> Counselling:
    """It was written by mistake: it stays, is shown as such and counted nowhere. Raises Refused."""
    if not Counselling.objects.filter(pk=session.pk, void_at=None).update(void_at=at, void_by=by.account_id):
        raise Refused(_("Buổi này đã được ghi là nhầm."), code="session-void")
    session.refresh_from_db()
    _log("counselling.voided", session, by, at, {})
    return session


@transaction.atomic
def add_leaflet(*, unit: Place, details: LeafletDetails, by: Actor, at: datetime) -> Leaflet:
    """A new leaflet in the library of a unit. Raises Refused."""
    return _leaflet(unit, details, ids.new_id(), 1, by, at)


@transaction.atomic
def replace_leaflet(leaflet: Leaflet, *, details: LeafletDetails, by: Actor, at: datetime) -> Leaflet:
    """The next version; from its first day on this one is given out. Old records go on pointing at the old one."""
    current = Leaflet.objects.select_for_update(of=("self",)).filter(pk=leaflet.pk, valid_to=None).first()
    if current is None:
        raise Refused(_("Bản này đã được thay."), code="leaflet-replaced", way_out=_("Mở lại danh sách."))
    if details.valid_from < current.valid_from:
        raise Refused(_("Bản mới phải có hiệu lực từ sau bản đang dùng."), code="leaflet-day")
    current.valid_to = details.valid_from
    current.save(update_fields=["valid_to"])
    return _leaflet(current.unit, details, current.series, current.version + 1, by, at)


def _leaflet(unit: Place, details: LeafletDetails, series: UUID, version: int, by: Actor, at: datetime) -> Leaflet:
    said = {name: tidy(getattr(details, name)) for name in ("title", "source", "approved_by")}
    labels = {"title": _("tên tờ rơi"), "source": _("nguồn"), "approved_by": _("người duyệt")}
    for name, label in labels.items():
        if not said[name]:
            raise Refused(_("Chưa ghi %s.") % label, code=f"leaflet-{name}")
    leaflet = Leaflet.objects.create(
        unit=unit,
        unit_path=unit.path,
        series=series,
        version=version,
        valid_from=details.valid_from,
        recorded_by=by.account_id,
        recorded_at=at,
        **said,
    )
    audit.record(
        "leaflet.approved",
        by=by,
        subject_kind="leaflet",
        subject_id=leaflet.pk,
        unit_path=unit.path,
        at=at,
        detail={"version": version},
    )
    return leaflet


def _given_out(details: SessionDetails, case: Case) -> Leaflet | None:
    """The version that was given, if it is of this library and was in use that day."""
    if details.leaflet is None:
        return None
    found = policy.leaflets_for(case.unit_path).filter(pk=details.leaflet).first()
    if found is None or found.valid_from > details.held_on or (found.valid_to and found.valid_to <= details.held_on):
        raise Refused(_("Ngày đó không dùng bản tờ rơi này."), code="session-leaflet")
    return found


def _log(code: str, session: Counselling, by: Actor, at: datetime, detail: dict[str, str | int | bool | None]) -> None:
    audit.record(
        code,
        by=by,
        subject_kind="case",
        subject_id=session.case_id,
        unit_path=session.case.unit_path,
        at=at,
        detail={"session": str(session.pk), **detail},
    )
