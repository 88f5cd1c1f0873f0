"""Samples with their cases as they stood that day, social supervisions, findings with their day (kiến nghị)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids


class InspectionKind(models.TextChoices):
    """What kind an inspection is of. The last looks at no file: the Front supervises the work of a unit."""

    PLANNED = "planned", _("kiểm tra theo kế hoạch")
    SURPRISE = "surprise", _("kiểm tra đột xuất")
    AGAIN = "again", _("kiểm tra lại việc khắc phục")
    SOCIAL = "social", _("giám sát xã hội của Mặt trận Tổ quốc")


OF_FILES = (InspectionKind.PLANNED, InspectionKind.SURPRISE, InspectionKind.AGAIN)


class Sample(models.Model):
    """One draw, with all that is needed to draw it again: day, seed, size, fingerprint of the population.

    A social supervision never draws one: the table knows no such kind. "": drawn before kinds were told apart.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    on = models.DateField()
    seed = models.CharField(max_length=32)
    kind = models.CharField(max_length=10, choices=InspectionKind.choices, blank=True, default="")
    size = models.PositiveSmallIntegerField()
    population = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    drawn_by = models.CharField(max_length=40)
    drawn_name = models.CharField(max_length=120)
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(seed="") & ~Q(digest=""), name="inspection_sample_can_be_drawn_again"),
            models.CheckConstraint(condition=Q(kind__in=("", *OF_FILES)), name="inspection_sample_of_a_kind_of_files"),
            models.CheckConstraint(condition=Q(size__gte=1, population__gte=1), name="inspection_sample_of_some"),
        ]
        indexes = [models.Index(fields=["unit_path", "drawn_at"], name="inspection_by_unit")]


class SampledCase(models.Model):
    """One case of a sample: how many items were asked of its file that day, how many it had, which it lacked."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="cases")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    number = models.PositiveSmallIntegerField()
    asked = models.PositiveSmallIntegerField()
    held = models.PositiveSmallIntegerField()
    # Codes of the items it lacked, parted by spaces.
    lacking = models.CharField(max_length=400, blank=True, default="")
    paper_only = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(held__lte=F("asked")), name="inspection_held_no_more_than_asked"),
            models.UniqueConstraint(fields=["sample", "case"], name="inspection_drawn_once"),
            models.UniqueConstraint(fields=["sample", "number"], name="inspection_drawn_in_order"),
        ]


class Supervision(models.Model):
    """A social supervision: where, when, who took part, what was seen. It names no file and joins none."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    on = models.DateField()
    place = models.CharField(max_length=200)
    took_part = models.CharField(max_length=400)
    found = SealedField(data_class=DataClass.SOCIAL)
    recorded_by = models.CharField(max_length=40)
    recorded_name = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(place="") & ~Q(took_part=""), name="inspection_supervision_said"),
            models.CheckConstraint(condition=Q(found__isnull=False), name="inspection_supervision_found_something"),
        ]
        indexes = [models.Index(fields=["unit_path", "on"], name="inspection_supervised")]

    @property
    def key_scope(self) -> str:
        return self.unit_path


class State(models.TextChoices):
    OPEN = "open", _("chờ khắc phục")
    ANSWERED = "answered", _("đơn vị đã trả lời")
    CLOSED = "closed", _("đã khắc phục")


class Finding(models.Model):
    """What is to be mended in a file or a unit, until when; the unit answers, the inspector says whether it is done."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    number = models.PositiveIntegerField()
    sample = models.ForeignKey(Sample, null=True, blank=True, on_delete=models.PROTECT, related_name="findings")
    supervision = models.ForeignKey(
        Supervision, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    case = models.ForeignKey("cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=40, blank=True, default="")
    words = SealedField(data_class=DataClass.SOCIAL)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    found_by = models.CharField(max_length=40)
    found_name = models.CharField(max_length=120)
    found_at = models.DateTimeField()
    answer = SealedField(data_class=DataClass.SOCIAL)
    answered_name = models.CharField(max_length=120, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_name = models.CharField(max_length=120, blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="inspection_finding_state_known"),
            models.CheckConstraint(condition=Q(words__isnull=False), name="inspection_finding_says_something"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None)
                | Q(state="answered", answered_at__isnull=False, closed_at=None)
                | Q(state="closed", closed_at__isnull=False),
                name="inspection_finding_state_whole",
            ),
            models.CheckConstraint(
                condition=Q(supervision=None) | Q(case=None, sample=None, item=""),
                name="inspection_supervision_opens_no_file",
            ),
            models.UniqueConstraint(fields=["unit", "number"], name="inspection_finding_numbered_once"),
        ]
        indexes = [models.Index(fields=["unit_path", "state", "due_on"], name="inspection_finding_by_unit")]

    @property
    def key_scope(self) -> str:
        """What speaks of a file lies under the keys of that file."""
        return self.case.unit_path if self.case is not None else self.unit_path
