"""Somebody joins a course and leaves it; somebody begins work, is asked after, stops (học nghề, việc làm)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation.audit import Actor
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.actions import needs, supports, writing
from hoanhap.people.reintegration.actions.supports import SupportDetails
from hoanhap.people.reintegration.duties import work as duties
from hoanhap.people.reintegration.models import Course, Enrolment, JobCheck, Need, Placement, Vacancy
from hoanhap.people.reintegration.queries import kinds
from hoanhap.people.reintegration.rules import jobs

TRADE_HELP, JOB_HELP = "trade", "job"


@transaction.atomic
def enrol(
    case: Case,
    *,
    course: Course,
    on: date,
    by: Actor,
    at: datetime,
    need: Need | None = None,
    amount: int | None = None,
) -> Enrolment:
    """A seat in a course. `amount`: what is paid for the person, out of the provider's or a programme's money."""
    held = writing.locked(case)
    writing.check_day(on, case=held, at=at)
    seats = Course.objects.select_for_update(of=("self",)).get(pk=course.pk)
    if on >= seats.ends_on:
        raise Refused(_("Lớp này đã kết thúc."), code="course-over")
    if seats.enrolments.exclude(result=Enrolment.Result.LEFT).count() >= seats.seats:
        raise Refused(_("Lớp này đã đủ người."), code="course-full", way_out=_("Chọn lớp khác."))
    needs.arranged(need, held, on=on, by=by, at=at)
    enrolment = Enrolment(**writing.stamp(held, by, at), course=seats, need=need, enrolled_on=on)
    _insert(enrolment, _("Người này đã ở trong lớp."), "enrolled-twice")
    writing.log("course.enrolled", enrolment, by, at, {"course": str(seats.pk)})
    line = SupportDetails(kind=TRADE_HELP, given_on=on, amount=amount, source=seats.provider, need=need)
    supports.enter(held, line, by=by, at=at, enrolment=enrolment)
    return enrolment


@transaction.atomic
def end_enrolment(enrolment: Enrolment, *, result: Enrolment.Result, on: date, by: Actor, at: datetime) -> Enrolment:
    """How the course ended for this person. Raises Refused."""
    if result == Enrolment.Result.NONE:
        raise Refused(_("Chọn một kết quả."), code="enrolment-result")
    if on < enrolment.enrolled_on or on > clock.local_day(at):
        raise Refused(_("Ngày này không nằm giữa ngày vào lớp và hôm nay."), code="enrolment-day")
    if not Enrolment.objects.filter(pk=enrolment.pk, result="").update(result=result, ended_on=on):
        raise Refused(_("Kết quả này đã được ghi."), code="enrolment-ended")
    enrolment.refresh_from_db()
    writing.log("course.ended", enrolment, by, at, {"result": result.value})
    return enrolment


@transaction.atomic
def start_job(
    case: Case,
    *,
    trade: str,
    found: Placement.Found,
    on: date,
    by: Actor,
    at: datetime,
    vacancy: Vacancy | None = None,
    need: Need | None = None,
) -> Placement:
    """Somebody begins work; he is asked after at 3, 6 and 12 months. The employer is told nothing. Raises Refused."""
    held = writing.locked(case)
    writing.check_day(on, case=held, at=at)
    if (vacancy is None) == (found == Placement.Found.VACANCY):
        raise Refused(_("Chọn chỗ làm đã đăng ký, hoặc ghi việc tìm được bằng cách nào."), code="job-found")
    if vacancy is not None:
        _take_seat(vacancy, on)
    elif trade not in kinds.trades_at(held.unit_path, on):
        raise Refused(_("Chọn một nghề trong danh sách."), code="trade-unknown")
    needs.arranged(need, held, on=on, by=by, at=at)
    placement = Placement(
        **writing.stamp(held, by, at),
        vacancy=vacancy,
        need=need,
        trade=vacancy.trade if vacancy else trade,
        found=found,
        started_on=on,
    )
    _insert(placement, _("Người này đang làm ở chỗ ấy."), "job-twice")
    writing.log("job.started", placement, by, at, {"found": found.value})
    _enter_checks(placement, held, by, at)
    line = SupportDetails(kind=JOB_HELP, given_on=on, source=vacancy.partner if vacancy else None, need=need)
    supports.enter(held, line, by=by, at=at, placement=placement)
    return placement


@transaction.atomic
def check_job(placement: Placement, *, kept: bool, on: date, by: Actor, at: datetime) -> JobCheck:
    """Answer the question that is due: does he still work there? If not, `on` is the day he stopped. Raises Refused."""
    current = Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    waiting = list(current.checks.filter(kept=None).order_by("months"))
    if current.ended_on is not None or not waiting:
        raise Refused(_("Không còn lần hỏi nào cho việc làm này."), code="job-no-check")
    check = waiting[0]
    if on > clock.local_day(at) or on < current.started_on:
        raise Refused(_("Ngày này không nằm giữa ngày bắt đầu làm và hôm nay."), code="job-day")
    if kept and on < check.due_on:
        raise Refused(
            _("Chưa đủ %d tháng.") % check.months,
            code="job-early",
            way_out=_("Hỏi lại khi đến ngày, hoặc ghi đã thôi việc."),
        )
    if not kept:
        end_job(current, reason=Placement.EndReason.OTHER, on=on, by=by, at=at)
        check.refresh_from_db()
        return check
    JobCheck.objects.filter(pk=check.pk, kept=None).update(kept=True, checked_on=on)
    check.refresh_from_db()
    writing.log("job.checked", check, by, at, {"months": check.months, "kept": True})
    duties.renew(current, by=by, at=at)
    return check


@transaction.atomic
def end_job(placement: Placement, *, reason: Placement.EndReason, on: date, by: Actor, at: datetime) -> Placement:
    """The work is over on that day; what was still to be asked is answered by it. Raises Refused."""
    if reason == Placement.EndReason.NONE:
        raise Refused(_("Chọn lý do."), code="job-reason")
    if on < placement.started_on or on > clock.local_day(at):
        raise Refused(_("Ngày này không nằm giữa ngày bắt đầu làm và hôm nay."), code="job-day")
    if not Placement.objects.filter(pk=placement.pk, ended_on=None).update(ended_on=on, end_reason=reason):
        raise Refused(_("Việc làm này đã kết thúc."), code="job-ended")
    placement.refresh_from_db()
    # He worked until that day: whether he was at work on the days that were asked about follows from it.
    placement.checks.filter(kept=None, due_on__gt=on).update(kept=False, checked_on=on)
    placement.checks.filter(kept=None).update(kept=True, checked_on=on)
    writing.log("job.ended", placement, by, at, {"reason": reason.value})
    duties.withdraw([placement], by=by, at=at)
    return placement


def _take_seat(vacancy: Vacancy, on: date) -> None:
    held = Vacancy.objects.select_for_update(of=("self",)).get(pk=vacancy.pk)
    if held.closed_on is not None and held.closed_on <= on:
        raise Refused(_("Chỗ làm này đã đóng."), code="vacancy-closed")
    if on < held.opened_on:
        raise Refused(_("Chỗ làm này chưa mở vào ngày ấy."), code="vacancy-closed")
    if held.placements.filter(ended_on=None).count() >= held.seats:
        raise Refused(_("Chỗ làm này đã đủ người."), code="vacancy-full", way_out=_("Chọn chỗ làm khác."))


def _enter_checks(placement: Placement, case: Case, by: Actor, at: datetime) -> None:
    rows = [
        JobCheck(**writing.stamp(case, by, at), placement=placement, months=months, due_on=day)
        for months, day in jobs.check_days(placement.started_on).items()
    ]
    JobCheck.objects.bulk_create(rows)
    duties.renew(placement, by=by, at=at)


def _insert(row: Enrolment | Placement, words: str, code: str) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refused(words, code=code) from None
