"""What happened while a measure ran: violations, absences, happenings that start clocks, why a step was taken."""

from django.db import models
from django.db.models import F, Q

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids
from hoanhap.people.cases import states
from hoanhap.people.rehab.models.shared import OfCase


class Violation(OfCase):
    """One violation found, by kind, and the step the law of that day names. What was seen lies sealed."""

    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    step = models.CharField(max_length=20)
    measure = models.CharField(max_length=40, blank=True, default="")
    on = models.DateField()
    regime = models.CharField(max_length=8)
    article = models.CharField(max_length=200)
    confidence = models.CharField(max_length=12)
    said = SealedField(data_class=DataClass.SOCIAL, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(regime__in=states.REGIMES), name="rehab_violation_regime_known"),
            models.UniqueConstraint(fields=["case", "number"], name="rehab_violation_numbered_once"),
        ]


class Absence(OfCase):
    """Away in [from_on, to_on); null: still. `days_added`: how far the end of the term moved when it was over."""

    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    reported = models.BooleanField()
    counts = models.BooleanField(null=True, blank=True)
    days_added = models.PositiveSmallIntegerField(default=0)
    article = models.CharField(max_length=200, blank=True, default="")
    reason = SealedField(data_class=DataClass.SOCIAL, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gt=F("from_on")), name="rehab_absence_forward"),
            models.UniqueConstraint(fields=["case"], condition=Q(to_on=None), name="rehab_one_absence_at_a_time"),
        ]


class Happening(OfCase):
    """Something that starts or ends a clock of the law (đã thông báo, đã nhận quyết định)."""

    code = models.CharField(max_length=40)
    happened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "code", "happened_at"], name="rehab_happening_once")]


class StepGround(models.Model):
    """The coded reason of one step, with its article."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    standing = models.OneToOneField("cases.Standing", on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    ground = models.CharField(max_length=40)
    regime = models.CharField(max_length=8)
    article = models.CharField(max_length=200)
    confidence = models.CharField(max_length=12)
