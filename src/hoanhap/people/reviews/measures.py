"""Figures of reviews and one-year assessments: rows are what was signed, for the commune that signed it.

reviews.all = reviews.progress + reviews.not_yet + reviews.at_risk + reviews.not_seen
year.all = year.no_use + year.used + year.not_assessed; year.relapsed is part of year.used, year.working of year.no_use
"""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.indicators.register import Measure, Question, add
from hoanhap.people.persons.belonging import counted
from hoanhap.people.reviews import services
from hoanhap.people.reviews.models import Condition, NotSeen, Outcome, Review, Work, YearAssessment

REVIEW, YEAR = "review", "year_assessment"


def reviews_in(question: Question) -> QuerySet[Review]:
    """One row a person reviewed, or not and why, for the last quarter that ended within the period or begins its end.

    The quarter is that of the period's last day: a monthly report of June shows the second quarter as far as it came.
    """
    last = question.on
    rows = Review.objects.filter(counted(question), year=last.year, quarter=(last.month + 2) // 3)
    return rows.filter(reviewed_on__lte=last)


def years_in(question: Question) -> QuerySet[YearAssessment]:
    """One row an end of rehab that was assessed in the period, or was not and why."""
    return YearAssessment.objects.filter(
        counted(question), assessed_on__gte=question.period.start, assessed_on__lt=question.period.end
    )


def _reviews(**facts: object) -> Callable[[Question], QuerySet[Review]]:
    return lambda question: reviews_in(question).filter(**facts)


def _years(**facts: object) -> Callable[[Question], QuerySet[YearAssessment]]:
    return lambda question: years_in(question).filter(**facts)


_USED = [Outcome.USED, Outcome.RELAPSED]


def declare() -> None:
    """Enter the measures of this package; called once from `apps.ready()`."""
    services.declare()
    add(
        Measure("reviews.all", _("Đánh giá quý: tổng số"), REVIEW, reviews_in),
        Measure("reviews.progress", _("Đánh giá quý: tiến bộ"), REVIEW, _reviews(condition=Condition.PROGRESS)),
        Measure(
            "reviews.working",
            _("Trong đó có việc làm ổn định"),
            REVIEW,
            _reviews(condition=Condition.PROGRESS, work=Work.STABLE),
        ),
        Measure("reviews.not_yet", _("Đánh giá quý: chưa tiến bộ"), REVIEW, _reviews(condition=Condition.NOT_YET)),
        Measure("reviews.at_risk", _("Đánh giá quý: nguy cơ"), REVIEW, _reviews(condition=Condition.AT_RISK)),
        Measure("reviews.not_seen", _("Đánh giá quý: không đánh giá được"), REVIEW, _reviews(condition="")),
        Measure("year.all", _("Sau một năm: tổng số"), YEAR, years_in),
        Measure("year.no_use", _("Sau một năm: không sử dụng lại"), YEAR, _years(outcome=Outcome.NO_USE)),
        Measure("year.used", _("Sau một năm: có dấu hiệu sử dụng lại"), YEAR, _years(outcome__in=_USED)),
        Measure("year.relapsed", _("Trong đó tái nghiện theo phiếu"), YEAR, _years(outcome=Outcome.RELAPSED)),
        Measure(
            "year.working",
            _("Trong đó có việc làm ổn định"),
            YEAR,
            _years(outcome=Outcome.NO_USE, work=Work.STABLE),
        ),
        Measure("year.not_assessed", _("Sau một năm: chưa đánh giá được"), YEAR, _years(outcome="")),
    )
    for reason in NotSeen:
        if reason != NotSeen.NONE:
            add(Measure(f"reviews.not_seen.{reason.value}", reason.label, REVIEW, _reviews(not_seen=reason)))
            add(Measure(f"year.not_assessed.{reason.value}", reason.label, YEAR, _years(not_seen=reason)))
