"""Figures of task forces: coverage of communes with a living Tổ công tác and its regulation."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.indicators.register import Measure, Question, add
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.people.community import queries
from hoanhap.people.community.models import TaskForce


def covered(question: Question) -> QuerySet[TaskForce]:
    """Task forces that live on the last day of the period with a regulation by then, one for each commune."""
    regulated = queries.living(question.on).filter(regulated_since__lte=question.on)
    communes = Place.objects.as_of(question.on).filter(kind=PlaceKind.COMMUNE)
    return regulated.filter(
        paths.under("unit_path", question.unit_path),
        ~Exists(regulated.filter(unit=OuterRef("unit"), id__lt=OuterRef("id"))),
        Exists(communes.filter(pk=OuterRef("unit"))),
    )


def declare() -> None:
    """Enter the measures of this package; called once from `apps.ready()`."""
    add(Measure("coverage.task_force", _("Xã có Tổ công tác và quy chế hoạt động"), "task_force", covered))
