"""Publishing: one asks with the table before him, another agrees to just that table, the first puts it out."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.joint_acts import actions as joint_acts
from hoanhap.foundation.joint_acts import queries as joint_queries
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.steering.publications import policy, queries
from hoanhap.steering.publications.models import Publication, PublishedLine
from hoanhap.steering.reports.models import Report

KIND = "publications.publish"


@transaction.atomic
def ask(report: Report, *, reason: str, by: Viewer, at: datetime) -> JointAct:
    """Ask the second person to agree to this very table. Raises NotHere, Refused, CannotProtect."""
    _require(report, by)
    return joint_acts.ask(
        KIND,
        subject_kind="report",
        subject_id=report.pk,
        unit=report.unit,
        reason=reason,
        what=queries.draft(report).printed.digest,
        by=by,
        at=at,
    )


@transaction.atomic
def publish(report: Report, *, by: Viewer, at: datetime) -> Publication:
    """Put out what was agreed to. Raises NotHere, Refused when nobody agreed or the table is another one by now."""
    _require(report, by)
    act = joint_queries.usable(by, KIND, report.pk, at)
    if act is None:
        raise Refused(
            _("Chưa có người thứ hai đồng ý công bố bảng này."),
            code="not-agreed",
            way_out=_("Gửi yêu cầu và chờ lãnh đạo xác nhận."),
        )
    found = queries.draft(report)
    joint_acts.use(act, by=by, at=at, what=found.printed.digest)
    made = Publication.objects.create(
        report=report,
        unit=report.unit,
        unit_path=report.unit_path,
        period_from=report.period_from,
        period_to=report.period_to,
        joint_act=act,
        published_at=at,
        published_by=str(by.account_id),
    )
    PublishedLine.objects.bulk_create(_lines(made, found))
    audit.record(
        "publications.published",
        by=by.actor,
        subject_kind="report",
        subject_id=report.pk,
        unit_path=report.unit_path,
        at=at,
        detail={"withheld": found.printed.withheld, "serial": act.serial},
    )
    return made


def _require(report: Report, by: Viewer) -> None:
    if not policy.may_prepare(by, report):
        raise NotHere
    if Publication.objects.filter(report=report).exists():
        raise Refused(_("Báo cáo này đã được công bố."), code="published", way_out=_("Xem trong danh sách đã công bố."))


def _lines(made: Publication, found: queries.Draft) -> list[PublishedLine]:
    shown = {cell.code for cell, _row in found.printed.rows}
    return [
        PublishedLine(
            publication=made, unit_id=unit_id, code=code, number=None if code in found.withheld[unit_id] else number
        )
        for unit_id, counts in found.counts.items()
        for code, number in counts.items()
        if code in shown
    ]
