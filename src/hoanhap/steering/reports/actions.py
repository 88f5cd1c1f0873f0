"""Writing reports: open a period, fill, remark, submit, return, accept, amend. Each is one transaction with its log."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.approvals import actions as approvals
from hoanhap.foundation.approvals.states import OPEN_STATES, State, Verb
from hoanhap.foundation.audit import heads
from hoanhap.foundation.indicators import register as indicators
from hoanhap.foundation.notices.calendar import working_calendar
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel import clock, dates
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.periods import Period
from hoanhap.steering.reports import duties, policy, queries, rules
from hoanhap.steering.reports import form as forms
from hoanhap.steering.reports.form import Form
from hoanhap.steering.reports.models import Report, ReportCell, packed
from hoanhap.steering.reports.policy import ReportPermission

CHANGED = "reports.changed"


@transaction.atomic
def open_report(form: Form, unit: Place, period: Period, *, by: Viewer, at: datetime) -> Report:
    """The newest report of this unit and period; made as a draft when there is none yet."""
    policy.require_own(by, ReportPermission.FILL, unit.path)
    if not unit.lives_on(period.last_day) and queries.latest(form.code, unit, period) is None:
        raise Refused(
            _("%s không phải là đơn vị báo cáo của kỳ này.") % unit.heading,
            way_out=_("Kỳ này thuộc báo cáo của đơn vị trước hoặc sau khi sắp xếp."),
            code="reports.other_unit",
        )
    return latest_or_new(form, unit, period, by=by.actor, at=at)


def latest_or_new(form: Form, unit: Place, period: Period, *, by: audit.Actor, at: datetime) -> Report:
    """The newest report of this unit and period, made when there is none; of two hands at once both get the same."""
    found = queries.latest(form.code, unit, period)
    if found is None:
        made = open_many(form, [unit], period, by=by, at=at)
        found = made[0] if made else queries.latest(form.code, unit, period)
    if found is None:
        raise NotHere
    return found


@transaction.atomic
def open_many(form: Form, units: Iterable[Place], period: Period, *, by: audit.Actor, at: datetime) -> list[Report]:
    """Open the drafts of many units with the duty to send them; units that have a report are left alone."""
    units = list(units)
    if period.start > clock.local_day(at):
        raise Refused(_("Kỳ này chưa bắt đầu."), way_out=_("Chọn kỳ đang diễn ra hoặc đã qua."), code="reports.ahead")
    form.require_living(period.last_day)
    due = rules.due_at(form, period, working_calendar())
    have = set(
        Report.objects.filter(
            form_code=form.code, unit__in=units, period_from=period.start, period_to=period.end
        ).values_list("unit_id", flat=True)
    )
    fresh = (_new(form, unit, period, due, at) for unit in units if unit.pk not in have)
    made = [report for report in fresh if report is not None]
    subjects = [audit.Subject("report", one.pk, one.unit_path, {"form": form.code}) for one in made]
    audit.record_many("report.opened", by=by, at=at, rows=subjects)
    duties.open_to_send(made, by=by, at=at)
    return made


@transaction.atomic
def remind(form: Form, unit: Place, period: Period, *, by: Viewer, at: datetime) -> int:
    """Ask the units below that have not sent: the duty stands in their work of today. How many were reminded."""
    policy.require_own(by, ReportPermission.DECIDE, unit.path)
    units = queries.children(unit, period.last_day)
    open_many(form, units, period, by=by.actor, at=at)
    waiting = queries.unsent(form.code, units, period)
    duties.remind(waiting, by=by.actor, at=at)
    subjects = [audit.Subject("report", one.pk, one.unit_path, {"form": form.code}) for one in waiting]
    audit.record_many("report.reminded", by=by.actor, at=at, rows=subjects)
    return len(waiting)


@transaction.atomic
def fill(report: Report, *, by: Viewer, at: datetime) -> Report:
    """Count the logged work into the report, in place of what it held. Raises Refused once it is submitted."""
    policy.require_own(by, ReportPermission.FILL, report.unit_path)
    if report.unit.kind != PlaceKind.COMMUNE:
        # The levels above sign what their communes have signed; counting past them would be a report of nobody.
        raise Refused(_("Báo cáo này được tổng hợp từ cấp dưới."), way_out=_("Dùng nút Tổng hợp."))
    require_open(report)
    shape = forms.get(report.form_code)
    question = indicators.Question(report.period, report.unit_path)
    counted = {cell.code: indicators.row_ids(cell.measure, question) for cell in shape.cells if cell.measure}
    put_cells(
        report,
        [ReportCell(report=report, code=code, number=len(rows), rows=packed(rows)) for code, rows in counted.items()],
    )
    report.filled_at = at
    report.save(update_fields=["filled_at"])
    _record("report.filled", report, by, at)
    return report


@transaction.atomic
def remark(report: Report, *, results: str, proposals: str, version: int, by: Viewer, at: datetime) -> Report:
    """Keep the two free texts. Raises Refused when somebody else wrote in the meantime; nothing is overwritten."""
    policy.require_own(by, ReportPermission.FILL, report.unit_path)
    require_open(report)
    vault.seal(report, results=results, proposals=proposals)
    kept = Report.objects.filter(pk=report.pk, version=version).update(
        results=report.results, proposals=report.proposals, version=version + 1
    )
    if not kept:
        raise Refused(
            _("Có người vừa sửa phần nhận xét của báo cáo này; bản của bạn chưa được lưu."),
            way_out=_("Mở lại trang, xem bản mới rồi ghi thêm phần của bạn."),
            code=CHANGED,
        )
    report.version = version + 1
    _record("report.remarked", report, by, at)
    return report


@transaction.atomic
def submit(report: Report, *, by: Viewer, at: datetime, seen: str | None = None) -> Report:
    """Send the report to the level above; from now on its figures are frozen. `seen`: the mark of the page it was."""
    policy.require_own(by, ReportPermission.SUBMIT, report.unit_path)
    _require_as_seen(report, seen)
    if clock.local_day(at) < report.period.last_day:
        raise Refused(
            _("Kỳ báo cáo chưa kết thúc: hết ngày %s mới đủ số liệu.") % dates.show(report.period.last_day),
            way_out=_("Gửi từ ngày cuối kỳ trở đi."),
            code="reports.too_early",
        )
    if report.filled_at is None:
        raise Refused(_("Báo cáo chưa được điền số liệu."), way_out=_("Bấm “Điền từ công việc đã ghi” trước khi gửi."))
    approvals.act(report.run, Verb.SUBMIT, by=by.actor, at=at)
    _record("report.submitted", report, by, at)
    duties.sent(report, by=by.actor, at=at)
    heads.print_for("report", report.pk, at=at)
    return report


@transaction.atomic
def recall(report: Report, *, by: Viewer, at: datetime) -> Report:
    """Take a sent report back before it is decided."""
    policy.require_own(by, ReportPermission.SUBMIT, report.unit_path)
    approvals.act(report.run, Verb.RECALL, by=by.actor, at=at)
    _record("report.recalled", report, by, at)
    duties.open_to_send([report], by=by.actor, at=at)
    duties.decided(report, by=by.actor, at=at)
    return report


@transaction.atomic
def send_back(report: Report, *, reason: str, by: Viewer, at: datetime, seen: str | None = None) -> Report:
    """Return the report with a reason (trả lại); the unit may fill it anew."""
    policy.require_receiver(by, report)
    _require_as_seen(report, seen)
    approvals.act(report.run, Verb.RETURN, by=by.actor, at=at, reason=reason)
    _record("report.returned", report, by, at)
    duties.decided(report, by=by.actor, at=at)
    duties.open_to_send([report], by=by.actor, at=at)
    return report


@transaction.atomic
def accept(report: Report, *, by: Viewer, at: datetime, seen: str | None = None) -> Report:
    """Accept the report: its figures now stand for good; a correction is an amendment with a number and a reason."""
    policy.require_receiver(by, report)
    _require_as_seen(report, seen)
    approvals.act(report.run, Verb.ACCEPT, by=by.actor, at=at)
    _record("report.accepted", report, by, at)
    duties.decided(report, by=by.actor, at=at)
    return report


@transaction.atomic
def amend(report: Report, *, reason: str, by: Viewer, at: datetime) -> Report:
    """Open a numbered amendment of an accepted report; the accepted one stays as it is. Raises Refused."""
    policy.require_own(by, ReportPermission.FILL, report.unit_path)
    if not reason.strip():
        raise Refused(_("Đính chính thì phải ghi lý do."), way_out=_("Viết một câu: sửa gì, vì sao."))
    newest = queries.history(report)[-1]
    if newest.run.state != State.ACCEPTED:
        raise _still_open()
    amendment = Report(
        form_code=report.form_code,
        unit=report.unit,
        unit_path=report.unit_path,
        period_from=report.period_from,
        period_to=report.period_to,
        amendment=newest.amendment + 1,
        merged=report.merged,
        due_at=report.due_at,
    )
    vault.seal(amendment, amendment_reason=reason.strip())
    made = _stored(amendment, at)
    if made is None:
        raise _still_open()
    _record("report.amended", made, by, at)
    return made


def require_open(report: Report) -> None:
    """Raise Refused when the report is submitted or accepted: what was sent is never changed underneath."""
    # The row is locked so that filling and submitting cannot cross.
    state = type(report.run).objects.select_for_update().values_list("state", flat=True).get(pk=report.run_id)
    if state not in OPEN_STATES:
        raise Refused(
            _("Báo cáo đã gửi thì không sửa số liệu được nữa."),
            way_out=_("Rút lại khi chưa được duyệt, hoặc lập bản đính chính."),
            code="reports.frozen",
        )


def _require_as_seen(report: Report, seen: str | None) -> None:
    """Nobody signs figures he did not see: refuse when the report changed after the page was drawn."""
    if seen is None:
        return
    type(report.run).objects.select_for_update().get(pk=report.run_id)
    now = Report.objects.get(pk=report.pk)
    if seen != queries.mark_of(now, report.run.acts.count()):
        raise Refused(
            _("Báo cáo này đã thay đổi từ khi bạn mở trang."),
            way_out=_("Xem lại số liệu mới rồi bấm lần nữa."),
            code=CHANGED,
        )


def put_cells(report: Report, cells: list[ReportCell]) -> None:
    """Replace the counted lines of an open report."""
    ReportCell.objects.filter(report=report).delete()
    ReportCell.objects.bulk_create(cells)


def _new(form: Form, unit: Place, period: Period, due: datetime, at: datetime) -> Report | None:
    report = Report(
        form_code=form.code,
        unit=unit,
        unit_path=unit.path,
        period_from=period.start,
        period_to=period.end,
        due_at=due,
    )
    return _stored(report, at)


def _stored(report: Report, at: datetime) -> Report | None:
    """The report with its run; None when another hand made the same one at this very moment."""
    try:
        with transaction.atomic():
            report.run = approvals.open_run(unit_path=report.unit_path, at=at)
            report.save(force_insert=True)
    except IntegrityError:
        return None
    return report


def _still_open() -> Refused:
    return Refused(_("Kỳ này đang có một báo cáo chưa được chấp nhận."), way_out=_("Sửa và gửi báo cáo đó."))


def _record(code: str, report: Report, by: Viewer, at: datetime) -> None:
    detail: audit.Detail = {"form": report.form_code, "amendment": report.amendment}
    audit.record(
        code,
        by=by.actor,
        subject_kind="report",
        subject_id=report.pk,
        unit_path=report.unit_path,
        at=at,
        detail=detail,
    )
