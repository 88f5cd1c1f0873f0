"""Who of those classified as addicted was reached by rehab, treatment or counselling in a period (ba loại dịch vụ).

    services.addicted = services.any + services.none

Rows are standings on the last day, one a person, and only of those who have a management file by then: whoever is
called addicted without a signed paper stands in no denominator; `files.none` counts who misses one. Only what stands in
the file is asked, not the phases of the health room: whoever is missing on the list of those without a service would be
told to be in treatment there.
"""

from collections.abc import Callable

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap import law
from hoanhap.foundation.indicators.register import Measure, Question, add
from hoanhap.people.assessment.models import Determination, Result
from hoanhap.people.care.counselling.models import Counselling
from hoanhap.people.care.counselling.rules import WITH_PERSON
from hoanhap.people.cases import states
from hoanhap.people.cases.measures import STANDING, with_file
from hoanhap.people.cases.models import Standing

TREATMENT = ("ost",)
REHAB = tuple(code for code in states.REHAB if code not in TREATMENT)
_BY_LAW = (*law.states_of_class("addicted"), *law.states_of_class("in_rehab"))
_BY_PAPER = (*law.states_of_class("user"), *law.states_of_class("support"))
Rows = Callable[[Question], QuerySet[Standing]]


def addicted(question: Question) -> QuerySet[Standing]:
    """One row a person with a management file who on the last day is addicted or in rehab by law, or by a paper."""
    by_paper = Q(Exists(_last_says_so(question)), state__in=_BY_PAPER)
    held = with_file(question).filter(Q(state__in=_BY_LAW) | by_paper)
    return held.exclude(Exists(held.filter(case__person=OuterRef("case__person"), id__gt=OuterRef("id"))))


def in_rehab(question: Question) -> QuerySet[Standing]:
    """Of these, who stood in rehab on a day of the period."""
    return addicted(question).filter(_stood(question, REHAB))


def in_treatment(question: Question) -> QuerySet[Standing]:
    """Of these, whose file stood in substitution treatment on a day of the period."""
    return addicted(question).filter(_stood(question, TREATMENT))


def counselled(question: Question) -> QuerySet[Standing]:
    """Of these, who was counselled himself in the period, wherever."""
    return addicted(question).filter(_talked(question))


def reached(question: Question) -> QuerySet[Standing]:
    """Of these, who had at least one of the three; each person once."""
    return addicted(question).filter(_any(question))


def not_reached(question: Question) -> QuerySet[Standing]:
    return addicted(question).exclude(_any(question))


def declare() -> None:
    """Called with the other measures of this package."""
    add(
        Measure("services.addicted", _("Người nghiện ma túy có hồ sơ quản lý"), STANDING, addicted),
        Measure("services.rehab", _("Được cai nghiện trong kỳ"), STANDING, in_rehab),
        Measure("services.treatment", _("Được điều trị thay thế trong kỳ"), STANDING, in_treatment),
        Measure("services.counselling", _("Được tư vấn trong kỳ"), STANDING, counselled),
        Measure("services.any", _("Được cai nghiện, điều trị hoặc tư vấn"), STANDING, reached),
        Measure("services.none", _("Chưa được dịch vụ nào trong kỳ"), STANDING, not_reached),
    )


def _any(question: Question) -> Q:
    return Q(_stood(question, (*REHAB, *TREATMENT))) | Q(_talked(question))


def _stood(question: Question, codes: tuple[str, ...]) -> Exists:
    """Over a standing: did its person stand in one of these on a day of the period, anywhere?"""
    period = question.period
    return Exists(
        Standing.objects.filter(
            Q(to_on=None) | (Q(to_on__gt=period.start) & Q(to_on__gt=F("from_on"))),
            case__person=OuterRef("case__person"),
            state__in=codes,
            from_on__lt=period.end,
        )
    )


def _talked(question: Question) -> Exists:
    period = question.period
    return Exists(
        Counselling.objects.filter(
            case__person=OuterRef("case__person"),
            void_at=None,
            audience__in=WITH_PERSON,
            held_on__gte=period.start,
            held_on__lt=period.end,
        )
    )


def _last_says_so(question: Question) -> QuerySet[Determination]:
    """Over a standing: the last determination about its person by the last day, when it says addicted."""
    papers = Determination.objects.filter(determined_on__lte=question.on)
    of_person = papers.filter(case__person=OuterRef("case__person"), result=Result.HAS)
    later = papers.filter(
        Q(determined_on__gt=OuterRef("determined_on"))
        | Q(determined_on=OuterRef("determined_on"), id__gt=OuterRef("id")),
        case__person=OuterRef("case__person"),
    )
    return of_person.exclude(Exists(later))
