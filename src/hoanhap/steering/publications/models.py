"""What was published: every figure as it was printed, or that it was withheld. Never changed afterwards."""

from django.db import models
from django.db.models import F, Q

from hoanhap.foundation.places.fields import PathField
from hoanhap.kernel import ids
from hoanhap.kernel.periods import Period


class Publication(models.Model):
    """One report as it went out: when, by whose act, confirmed in which joint act."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    report = models.OneToOneField("reports.Report", on_delete=models.PROTECT, related_name="publication")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    period_from = models.DateField()
    period_to = models.DateField()
    joint_act = models.ForeignKey("joint_acts.JointAct", on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(period_to__gt=F("period_from")), name="publications_period")]
        indexes = [models.Index(fields=["unit_path", "period_from"], name="publications_of_unit")]

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)


class PublishedLine(models.Model):
    """One figure of one unit in a publication; no number where it was withheld."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="lines")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    number = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "unit", "code"], name="publications_one_figure_per_line")
        ]
