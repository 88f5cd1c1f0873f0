"""Figures of helpers, of needs stated and met, of trades learnt, work kept, loans and help given.

Rows of helpers and of needs among people after rehab are standings of cases on the last day of the period, as in
`stock.*`. Who lives in a facility on that day is neither counted as having a helper nor missed: there the centre cares
for him. "Every need met" is asked of those who stated one: who asked for nothing stands in no denominator.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap import law
from hoanhap.foundation.indicators.register import Measure, Question, add
from hoanhap.people.cases import states
from hoanhap.people.cases.measures import STANDING, standing_on
from hoanhap.people.cases.models import Standing
from hoanhap.people.persons.belonging import counted
from hoanhap.people.reintegration import queries
from hoanhap.people.reintegration.models import (
    Enrolment,
    HelperSession,
    JobCheck,
    Loan,
    Need,
    NeedState,
    Placement,
    Support,
)
from hoanhap.people.reintegration.rules import jobs
from hoanhap.people.reintegration.rules import needs as need_rules

NEED, ENROLMENT, PLACEMENT, JOB_CHECK = "need", "enrolment", "placement", "job_check"
LOAN, SUPPORT, SESSION = "loan", "support", "helper_session"
Rows = Callable[[Question], QuerySet[Any]]


def _needing(question: Question) -> QuerySet[Standing]:
    return standing_on(question, states.FOLLOWED)


def assigned(question: Question) -> QuerySet[Standing]:
    """Those who should have a main helper on the last day and have one."""
    return _needing(question).filter(queries.main_of(question.on, "case"))


def missing(question: Question) -> QuerySet[Standing]:
    """Those who should have a main helper on the last day and have none."""
    return _needing(question).exclude(queries.main_of(question.on, "case"))


def after_with_helper(question: Question) -> QuerySet[Standing]:
    """Those managed after rehab on the last day who have a main helper."""
    held = standing_on(question, states.AFTER)
    return held.filter(queries.main_of(question.on, "case"))


def needs_stated(question: Question) -> QuerySet[Need]:
    """One row a need stated in the period."""
    return _in_period(Need, "raised_on")(question)


def needs_answered(question: Question) -> QuerySet[Need]:
    """One row a need answered for the first or the last time in the period."""
    return _in_period(Need, "answered_on")(question)


def needs_late(question: Question) -> QuerySet[Need]:
    """One row a need that on the last day had waited fourteen days for its first answer."""
    return _stated_by(question, need_rules.late_from(question.on)).filter(
        Q(answered_on=None) | Q(answered_on__gt=question.on)
    )


def needs_unmet(question: Question) -> QuerySet[Need]:
    """One row a need that on the last day had waited more than ninety days to be met."""
    return _stated_by(question, need_rules.long_unmet_before(question.on) - timedelta(days=1))


def after_with_need(question: Question) -> QuerySet[Standing]:
    """Those managed after rehab on the last day who have stated a need and not taken it back."""
    return standing_on(question, states.AFTER).filter(Exists(_of_standing(question)))


def after_needs_met(question: Question) -> QuerySet[Standing]:
    """Of these, those none of whose needs waits or could not be met."""
    lacking = _of_standing(question).exclude(state=NeedState.MET, ended_on__lte=question.on)
    return after_with_need(question).exclude(Exists(lacking))


def employed(question: Question) -> QuerySet[Placement]:
    """One row a person at work on the last day: his latest work."""
    rows = Placement.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=question.on), counted(question), started_on__lte=question.on
    )
    same = rows.filter(case=OuterRef("case"))
    later = Q(started_on__gt=OuterRef("started_on")) | Q(started_on=OuterRef("started_on"), id__gt=OuterRef("id"))
    return rows.filter(~Exists(same.filter(later)))


def at_work(*classes: str) -> Callable[[Question], QuerySet[Standing]]:
    """One row a person in these classes of states on the last day who is at work that day: parts of `stock.*`."""
    codes = tuple(code for name in classes for code in law.states_of_class(name))

    def rows(question: Question) -> QuerySet[Standing]:
        working = Placement.objects.filter(
            Q(ended_on=None) | Q(ended_on__gt=question.on),
            case__person=OuterRef("case__person"),
            started_on__lte=question.on,
        )
        return standing_on(question, codes).filter(Exists(working))

    return rows


def resources_reached(question: Question) -> QuerySet[Standing]:
    """One row a person with an open case on the last day who was helped at least once in the period, wherever."""
    period = question.period
    given = Support.objects.filter(struck=False, given_on__gte=period.start, given_on__lt=period.end)
    return standing_on(question).filter(Exists(given.filter(case__person=OuterRef("case__person"))))


def sessions_held(question: Question) -> QuerySet[HelperSession]:
    """One row a session of a helper that began in the period."""
    rows = HelperSession.objects.filter(counted(question), struck=False)
    return rows.filter(started_at__gte=question.period.starts_at, started_at__lt=question.period.ends_at)


def declare() -> None:
    """Enter the measures of this package; called once from `apps.ready()`."""
    add(
        Measure("helpers.assigned", _("Số người đã có người giúp đỡ"), STANDING, assigned),
        Measure("helpers.missing", _("Số người chưa có người giúp đỡ"), STANDING, missing),
        Measure("after.with_helper", _("Người sau cai có người giúp đỡ"), STANDING, after_with_helper),
        Measure("helpers.sessions", _("Số buổi giúp đỡ"), SESSION, sessions_held),
        Measure("needs.stated", _("Số nhu cầu được nêu"), NEED, needs_stated),
        Measure("needs.answered", _("Số nhu cầu được trả lời"), NEED, needs_answered),
        Measure("needs.late", _("Nhu cầu chưa trả lời sau 14 ngày"), NEED, needs_late),
        Measure("needs.unmet", _("Nhu cầu chưa được đáp ứng sau 90 ngày"), NEED, needs_unmet),
        Measure("after.with_need", _("Người sau cai có nêu nhu cầu"), STANDING, after_with_need),
        Measure("after.needs_met", _("Trong đó mọi nhu cầu được đáp ứng"), STANDING, after_needs_met),
        Measure("trades.enrolled", _("Số người vào lớp học nghề"), ENROLMENT, _in_period(Enrolment, "enrolled_on")),
        Measure("trades.finished", _("Số người học xong nghề"), ENROLMENT, _finished),
        Measure("jobs.started", _("Số lượt có việc làm"), PLACEMENT, _in_period(Placement, "started_on")),
        Measure("jobs.employed", _("Số người đang có việc làm"), PLACEMENT, employed),
        Measure("jobs.in_rehab", _("Người đang cai nghiện, điều trị có việc làm"), STANDING, at_work("in_rehab")),
        Measure("jobs.after_rehab", _("Người sau cai nghiện có việc làm"), STANDING, at_work("after_rehab")),
        Measure("loans.made", _("Số người được vay vốn"), LOAN, _in_period(Loan, "disbursed_on")),
        Measure("supports.total", _("Số lượt hỗ trợ"), SUPPORT, _helped()),
        Measure("supports.people", _("Số người được hỗ trợ ít nhất một lần"), SUPPORT, _people),
        Measure("resources.reached", _("Người có hồ sơ được ít nhất một nguồn lực"), STANDING, resources_reached),
    )
    for months in jobs.MONTHS:
        add(
            Measure(f"jobs.due_{months}", _due_label(months), JOB_CHECK, _checks(months)),
            Measure(f"jobs.kept_{months}", _kept_label(months), JOB_CHECK, _checks(months, kept=True)),
            Measure(f"jobs.unasked_{months}", _unasked_label(months), JOB_CHECK, _checks(months, kept=None)),
        )
    for code, label in _KINDS:
        add(Measure(f"supports.{code}", label, SUPPORT, _helped(code)))


_KINDS = (
    ("job", _("Hỗ trợ việc làm")),
    ("trade", _("Hỗ trợ học nghề")),
    ("schooling", _("Hỗ trợ học văn hóa")),
    ("loan", _("Hỗ trợ vay vốn")),
    ("psychological", _("Hỗ trợ tâm lý")),
    ("medical", _("Hỗ trợ khám, chữa bệnh")),
    ("production", _("Hỗ trợ sản xuất")),
    ("business", _("Hỗ trợ kinh doanh")),
    ("papers", _("Hỗ trợ giấy tờ, căn cước")),
    ("insurance", _("Hỗ trợ thẻ bảo hiểm y tế")),
    ("hardship", _("Trợ giúp khó khăn")),
    ("housing", _("Hỗ trợ nhà ở")),
    ("legal", _("Trợ giúp pháp lý")),
)


def _due_label(months: int) -> Any:
    return {
        3: _("Việc làm đến mốc 3 tháng"),
        6: _("Việc làm đến mốc 6 tháng"),
        12: _("Việc làm đến mốc 12 tháng"),
    }[months]


def _kept_label(months: int) -> Any:
    return {3: _("Còn làm sau 3 tháng"), 6: _("Còn làm sau 6 tháng"), 12: _("Còn làm sau 12 tháng")}[months]


def _unasked_label(months: int) -> Any:
    return {
        3: _("Chưa hỏi thăm ở mốc 3 tháng"),
        6: _("Chưa hỏi thăm ở mốc 6 tháng"),
        12: _("Chưa hỏi thăm ở mốc 12 tháng"),
    }[months]


def _in_period(model: Any, field: str) -> Rows:
    """Rows whose day falls into the period."""

    def rows(question: Question) -> QuerySet[Any]:
        days = {f"{field}__gte": question.period.start, f"{field}__lt": question.period.end}
        found: QuerySet[Any] = model.objects.filter(counted(question), **days)
        return found

    return rows


def _finished(question: Question) -> QuerySet[Enrolment]:
    done = (Enrolment.Result.PASSED, Enrolment.Result.FINISHED)
    found: QuerySet[Enrolment] = _in_period(Enrolment, "ended_on")(question).filter(result__in=done)
    return found


def _helped(kind: str = "") -> Rows:
    def rows(question: Question) -> QuerySet[Support]:
        found: QuerySet[Support] = _in_period(Support, "given_on")(question).filter(struck=False)
        return found.filter(kind=kind) if kind else found

    return rows


def _people(question: Question) -> QuerySet[Support]:
    """One row a person helped in the period: the latest help."""
    given = _helped()(question)
    same = given.filter(case__person=OuterRef("case__person"))
    later = Q(given_on__gt=OuterRef("given_on")) | Q(given_on=OuterRef("given_on"), id__gt=OuterRef("id"))
    return given.filter(~Exists(same.filter(later)))


def _checks(months: int, **said: bool | None) -> Rows:
    """Works whose question fell due in the period; whether it was answered by the last day."""

    def rows(question: Question) -> QuerySet[JobCheck]:
        found: QuerySet[JobCheck] = _in_period(JobCheck, "due_on")(question).filter(months=months)
        if "kept" not in said:
            return found
        answered = Q(checked_on__lte=question.on)
        return (
            found.filter(answered, kept=said["kept"])
            if said["kept"] is not None
            else found.filter(~answered | Q(kept=None))
        )

    return rows


def _stated_by(question: Question, day: date) -> QuerySet[Need]:
    """Needs of open files stated by this day and still waiting on the last day of the period."""
    rows = Need.objects.filter(counted(question), Q(ended_on=None) | Q(ended_on__gt=question.on), raised_on__lte=day)
    return rows.filter(Q(case__closed_on=None) | Q(case__closed_on__gt=question.on))


def _of_standing(question: Question) -> QuerySet[Need]:
    """Over a standing: the needs of its file that count on the last day."""
    stated = Need.objects.filter(case=OuterRef("case"), raised_on__lte=question.on)
    return stated.exclude(state=NeedState.WITHDRAWN, ended_on__lte=question.on)
