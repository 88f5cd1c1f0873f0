"""The duties around a report: to send it in time, to look at one that was sent."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices import rules as when
from hoanhap.foundation.places import lineage
from hoanhap.foundation.places.models import PlaceKind
from hoanhap.kernel import clock
from hoanhap.steering.reports import form, policy
from hoanhap.steering.reports.models import Report

SEND = "report.send"
DECIDE = "report.decide"
REMINDED = "report.reminded"

_KINDS = (
    (SEND, _("Gửi {subject}"), _("Xem và gửi")),
    (REMINDED, _("Cấp trên nhắc gửi {subject}"), _("Xem và gửi")),
    (DECIDE, _("Duyệt {subject}"), _("Xem và duyệt")),
)

_FILLERS = {
    PlaceKind.COMMUNE: Role.COMMUNE_OFFICER,
    PlaceKind.DISTRICT: Role.DISTRICT_MERGER,
    PlaceKind.PROVINCE: Role.PROVINCE_MERGER,
}


def declare() -> None:
    """Called once at start, from apps.ready()."""
    kinds.subject_kinds.add("report", kinds.SubjectKind(lines=_lines, unnamed=_("báo cáo")))
    for code, title, action in _KINDS:
        kinds.declare(
            kinds.DutyKind(
                code=code, title=title, action=action, subject_kind="report", url="report", urgency=kinds.Urgency.PLAN
            )
        )


def open_to_send(reports: Collection[Report], *, by: Actor, at: datetime) -> None:
    """Each unit's own officer is to send its report until the due moment; a returned one keeps that moment."""
    notices.open_many([_to_filler(SEND, one, one.due_at) for one in reports], by=by, at=at)


def remind(reports: Collection[Report], *, by: Actor, at: datetime) -> None:
    """The level above asks: due by the end of today."""
    until = when.end_of(clock.local_day(at))
    notices.open_many([_to_filler(REMINDED, one, until) for one in reports], by=by, at=at)


def sent(report: Report, *, by: Actor, at: datetime) -> None:
    """The report went up: its own duty is done, the level above has one to decide."""
    notices.settle_many([_key(SEND, report), _key(REMINDED, report)], by=by, at=at)
    above = lineage.above(report.unit, clock.local_day(at))
    if above is None:
        return
    spec = notices.DutySpec(
        kind=DECIDE,
        key=_key(DECIDE, report),
        subject_id=str(report.pk),
        unit_id=above.pk,
        unit_path=above.path,
        role=_FILLERS[PlaceKind(above.kind)],
        due_at=max(report.due_at, at),
    )
    notices.open_duty(spec, by=by, at=at)


def decided(report: Report, *, by: Actor, at: datetime) -> None:
    notices.settle(_key(DECIDE, report), by=by, at=at)


def _to_filler(kind: str, report: Report, due_at: datetime) -> notices.DutySpec:
    return notices.DutySpec(
        kind=kind,
        key=_key(kind, report),
        subject_id=str(report.pk),
        unit_id=report.unit_id,
        unit_path=report.unit_path,
        role=_FILLERS[PlaceKind(report.unit.kind)],
        due_at=due_at,
    )


def _key(kind: str, report: Report) -> str:
    return f"{kind}:{report.pk}"


def _lines(viewer: Viewer, ids: Collection[str]) -> Mapping[str, kinds.SubjectLine]:
    rows = policy.visible_to(viewer).filter(pk__in=list(ids)).select_related("unit")
    return {str(row.pk): _line(row) for row in rows}


def _line(report: Report) -> kinds.SubjectLine:
    shape = form.get(report.form_code)
    said = {"label": shape.period_label(report.period), "period": report.period.display}
    label = str(_("báo cáo %(label)s (%(period)s)") % said)
    return kinds.SubjectLine(label=label, detail=report.unit.full_name, args={"report_id": str(report.pk)})
