"""One year of a unit, and its anonymous sheets (khảo sát, phiếu trả lời, số phản ánh)."""

import uuid

from django.db import models
from django.db.models import F, Q

from hoanhap.people.community.rows import Recorded
from hoanhap.people.community.stigma.rules import LEAST, MOST


def random_id() -> uuid.UUID:
    """Unlike other ids without the time of its making in it."""
    return uuid.uuid4()


class StigmaYear(Recorded):
    """What a unit knows of stigma in one year: a survey, from `opened_on` until `closed_on`; how many complaints."""

    year = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField()
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    complaints = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(opened_on__isnull=False, closed_on__gte=F("opened_on")),
                name="community_stigma_closed_after_opened",
            ),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2999), name="community_stigma_year_plausible"),
            models.UniqueConstraint(fields=["unit", "year"], name="community_stigma_once_a_year"),
        ]
        indexes = [models.Index(fields=["unit_path", "year"], name="community_stigma_by_unit")]


def _on_paper(name: str) -> Q:
    return Q(**{f"{name}__gte": LEAST, f"{name}__lte": MOST})


class AnswerSheet(models.Model):
    """Five answers of somebody nobody knows: no day, no place of his, no account, and an id without a time in it."""

    id = models.UUIDField(primary_key=True, default=random_id, editable=False)
    survey = models.ForeignKey(StigmaYear, on_delete=models.PROTECT, related_name="sheets")
    answer_1 = models.PositiveSmallIntegerField()
    answer_2 = models.PositiveSmallIntegerField()
    answer_3 = models.PositiveSmallIntegerField()
    answer_4 = models.PositiveSmallIntegerField()
    answer_5 = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_on_paper("answer_1")
                & _on_paper("answer_2")
                & _on_paper("answer_3")
                & _on_paper("answer_4")
                & _on_paper("answer_5"),
                name="community_answers_on_paper",
            ),
        ]


ANSWER_FIELDS = ("answer_1", "answer_2", "answer_3", "answer_4", "answer_5")
