"""Figures of helpers. Rows are standings of cases on the last day of the period, as in `stock.*`.

Who lives in a facility on that day is neither counted as having a helper nor missed: there the centre cares for him.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.indicators.register import Measure, Question, add
from hoanhap.people.cases import states
from hoanhap.people.cases.measures import STANDING, standing_on
from hoanhap.people.cases.models import Standing
from hoanhap.people.reintegration import queries


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


def declare() -> None:
    """Enter the measures of this package; called once from `apps.ready()`."""
    add(
        Measure("helpers.assigned", _("Số người đã có người giúp đỡ"), STANDING, assigned),
        Measure("helpers.missing", _("Số người chưa có người giúp đỡ"), STANDING, missing),
        Measure("after.with_helper", _("Người sau cai có người giúp đỡ"), STANDING, after_with_helper),
    )
