"""Reports, their frozen cells, and the parts a merged report was made of."""

import uuid

from django.db import models
from django.db.models import F, Q

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids
from hoanhap.kernel.periods import Period

_ID_LENGTH = 32


class Report(models.Model):
    """One form of one unit for one period. Number 0 is the first report, 1 and more are its amendments, all kept."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    form_code = models.CharField(max_length=16)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    period_from = models.DateField()
    period_to = models.DateField()
    amendment = models.PositiveSmallIntegerField(default=0)
    amendment_reason = SealedField(data_class=DataClass.SOCIAL)
    run = models.OneToOneField("approvals.Run", on_delete=models.PROTECT, related_name="+")
    merged = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    filled_at = models.DateTimeField(null=True)
    # Officers write free text here; it may name somebody, so it is sealed like a note.
    results = SealedField(data_class=DataClass.SOCIAL)
    proposals = SealedField(data_class=DataClass.SOCIAL)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form_code", "unit", "period_from", "period_to", "amendment"], name="reports_one_per_period"
            ),
            models.CheckConstraint(condition=Q(period_to__gt=F("period_from")), name="reports_period"),
            models.CheckConstraint(
                condition=Q(amendment=0, amendment_reason=None) | Q(amendment__gt=0, amendment_reason__isnull=False),
                name="reports_amendment_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["form_code", "period_from", "unit_path"], name="reports_of_period")]

    @property
    def key_scope(self) -> str:
        return self.unit_path

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)


class ReportCell(models.Model):
    """One counted line: the number, and the ids of the rows behind it as they were when it was filled."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="cells")
    code = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    # 32 letters an id, one after another: a list that is only ever read whole.
    rows = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "code"], name="reports_one_cell_per_line")]

    @property
    def row_ids(self) -> list[uuid.UUID]:
        steps = range(0, len(self.rows), _ID_LENGTH)
        return [uuid.UUID(self.rows[start : start + _ID_LENGTH]) for start in steps]


class MergedPart(models.Model):
    """This accepted report went into that merged one."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="parts")
    part = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="merged_into")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "part"], name="reports_part_once")]


class Withholding(models.Model):
    """When it was decided which lines of this report are withheld from readers of large figures only."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="withholding")
    # Of the figures decided upon, so that a report filled anew is decided anew.
    digest = models.CharField(max_length=64)
    decided_at = models.DateTimeField()


class WithheldLine(models.Model):
    """This line of this report is small, or would give a small one back."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="withheld_lines")
    code = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "code"], name="reports_line_withheld_once")]


def packed(row_ids: list[uuid.UUID]) -> str:
    """The stored spelling of a list of row ids."""
    return "".join(row_id.hex for row_id in row_ids)
