"""Figures of moves and of people who come back.

A move counts once on each side: the notice in the commune he left, the arrival in the one he came to. So out and in are
the same people, opening + new + in − removed − out = closing, and the province counts nobody twice.
Who came back counts by where he came from.
"""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.indicators.register import Measure, Question, add
from hoanhap.people.cases import states
from hoanhap.people.cases.models import Standing
from hoanhap.people.persons.belonging import counted
from hoanhap.people.reception.models import Arrival, Returnee, Transfer
from hoanhap.people.reception.returning_models import Origin, ReturnState

RETURNEE, DEPARTURE, ARRIVAL = "returnee", "departure", "arrival"
_LABELS = {
    Origin.REHAB_COMPULSORY: _("Người về từ cơ sở cai nghiện bắt buộc"),
    Origin.REHAB_VOLUNTARY: _("Người về từ cơ sở cai nghiện tự nguyện"),
    Origin.POST_REHAB_CENTRE: _("Người về từ cơ sở quản lý sau cai"),
    Origin.PRISON: _("Người chấp hành xong án phạt tù"),
    Origin.PAROLE: _("Người được tha tù trước thời hạn có điều kiện"),
    Origin.EDUCATION: _("Người về từ cơ sở giáo dục bắt buộc"),
    Origin.REFORM_SCHOOL: _("Người về từ trường giáo dưỡng"),
}


def moved_out(question: Question) -> QuerySet[Transfer]:
    """Files that left the unit because their person moved house."""
    left = Transfer.objects.filter(counted(question), _within(question, "accepted_on"), arrival__isnull=False)
    return left.filter(_was_open("case", "accepted_on"))


def moved_in(question: Question) -> QuerySet[Arrival]:
    """Files that came to the unit because their person moved house."""
    return Arrival.objects.filter(counted(question), _within(question, "on")).filter(_was_open("case", "on"))


def _within(question: Question, day: str) -> Q:
    return Q(**{f"{day}__gte": question.period.start, f"{day}__lt": question.period.end})


def _was_open(case: str, day: str) -> Exists:
    """The file was open until that day: one whose end was recorded late, for a day before, had left the counts."""
    stays = Standing.objects.filter(case=OuterRef(case), to_on=OuterRef(day), from_on__lt=OuterRef(day))
    return Exists(stays.filter(state__in=states.OPEN))


def came_back(question: Question) -> QuerySet[Returnee]:
    """Who was received in the period."""
    return Returnee.objects.filter(
        counted(question),
        state=ReturnState.RECEIVED,
        received_on__gte=question.period.start,
        received_on__lt=question.period.end,
    )


def did_not_come(question: Question) -> QuerySet[Returnee]:
    """Who was awaited, had not come by the last day of the period and still has not."""
    return Returnee.objects.filter(
        question.within(), state=ReturnState.MISSING, missed_on__gte=question.period.start, missed_on__lte=question.on
    )


def _from(origin: Origin) -> Callable[[Question], QuerySet[Returnee]]:
    return lambda question: came_back(question).filter(origin=origin)


def declare() -> None:
    """Enter the measures of this package; called once from `apps.ready()`."""
    add(
        Measure("moves.out", _("Số người chuyển đi"), DEPARTURE, moved_out),
        Measure("moves.in", _("Số người chuyển đến"), ARRIVAL, moved_in),
        Measure("returns.received", _("Số người trở về được tiếp nhận"), RETURNEE, came_back),
        Measure("returns.missing", _("Số người chưa thấy về"), RETURNEE, did_not_come),
        *(Measure(f"returns.{origin.value}", label, RETURNEE, _from(origin)) for origin, label in _LABELS.items()),
    )
