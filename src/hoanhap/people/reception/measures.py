"""Figures of moves and of people who come back.

A move counts once on each side: the stay that was cut in the commune he left, the stay that goes on in the one he came
to. So out and in are the same people, and the province counts nobody twice. Who came back counts by where he came from.
"""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.indicators.register import Measure, Question, add
from hoanhap.people.cases import states
from hoanhap.people.cases.measures import STANDING
from hoanhap.people.cases.models import Standing
from hoanhap.people.persons.belonging import counted
from hoanhap.people.persons.relocation_models import Relocation, RelocationReason
from hoanhap.people.reception.models import Returnee
from hoanhap.people.reception.returning_models import Origin, ReturnState

RETURNEE = "returnee"
_LABELS = {
    Origin.REHAB_COMPULSORY: _("Người về từ cơ sở cai nghiện bắt buộc"),
    Origin.REHAB_VOLUNTARY: _("Người về từ cơ sở cai nghiện tự nguyện"),
    Origin.POST_REHAB_CENTRE: _("Người về từ cơ sở quản lý sau cai"),
    Origin.PRISON: _("Người chấp hành xong án phạt tù"),
    Origin.PAROLE: _("Người được tha tù trước thời hạn có điều kiện"),
    Origin.EDUCATION: _("Người về từ cơ sở giáo dục bắt buộc"),
    Origin.REFORM_SCHOOL: _("Người về từ trường giáo dưỡng"),
}


def moved_out(question: Question) -> QuerySet[Standing]:
    """Open files that left the unit because their person moved house."""
    moved = Relocation.objects.filter(
        person=OuterRef("case__person"),
        on=OuterRef("to_on"),
        from_unit=OuterRef("unit"),
        reason=RelocationReason.TRANSFERRED,
    )
    return _open_stays(question, "to_on").filter(Exists(moved))


def moved_in(question: Question) -> QuerySet[Standing]:
    """Open files that came to the unit because their person moved house."""
    moved = Relocation.objects.filter(
        person=OuterRef("case__person"),
        on=OuterRef("from_on"),
        to_unit=OuterRef("unit"),
        reason=RelocationReason.TRANSFERRED,
    )
    return _open_stays(question, "from_on").filter(Exists(moved), verb=states.HANDED_OVER)


def _open_stays(question: Question, day: str) -> QuerySet[Standing]:
    within = Q(**{f"{day}__gte": question.period.start, f"{day}__lt": question.period.end})
    return Standing.objects.filter(counted(question), within, state__in=states.OPEN)


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
        Measure("moves.out", _("Số người chuyển đi"), STANDING, moved_out),
        Measure("moves.in", _("Số người chuyển đến"), STANDING, moved_in),
        Measure("returns.received", _("Số người trở về được tiếp nhận"), RETURNEE, came_back),
        Measure("returns.missing", _("Số người chưa thấy về"), RETURNEE, did_not_come),
        *(Measure(f"returns.{origin.value}", label, RETURNEE, _from(origin)) for origin, label in _LABELS.items()),
    )
