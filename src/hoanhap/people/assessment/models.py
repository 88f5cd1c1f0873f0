"""Dated classifications, who may sign a determination, the determination, scored instruments (phân loại, xác định).

A determination is a fact of its own with its paper: it is never read from a measure or a state. Answers to instruments
lie sealed in the health room, and so does what they add up to: no other table and no rule can ask for a score.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids
from hoanhap.people.assessment.classifying import CAUSES, LEVELS


class Result(models.TextChoices):
    HAS = "has", _("có nghiện")
    HAS_NOT = "has_not", _("không nghiện")


class Kind(models.TextChoices):
    ASSIST = "assist", _("ASSIST")
    DAST10 = "dast10", _("DAST-10")
    TOP = "top", _("TOP")


class Classification(models.Model):
    """How an officer classifies a case from a day on; the last one that began holds (phân loại)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="classifications")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    number = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    # Codes parted by spaces: short answers that are counted, without a name beside them.
    traits = models.CharField(max_length=200, blank=True, default="")
    drugs = models.CharField(max_length=120, blank=True, default="")
    routes = models.CharField(max_length=80, blank=True, default="")
    first_use_year = models.PositiveSmallIntegerField(null=True, blank=True)
    level = models.CharField(max_length=10)
    cause = models.CharField(max_length=10)
    note = SealedField(data_class=DataClass.SOCIAL, null=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__in=list(LEVELS)), name="assessment_level_known"),
            models.CheckConstraint(condition=Q(cause__in=list(CAUSES)), name="assessment_cause_known"),
            models.CheckConstraint(
                condition=Q(first_use_year=None) | Q(first_use_year__gte=1900, first_use_year__lte=2100),
                name="assessment_first_use_plausible",
            ),
            models.UniqueConstraint(fields=["case", "number"], name="assessment_classified_once"),
        ]
        indexes = [models.Index(fields=["unit_path", "from_on"], name="assessment_by_unit")]

    @property
    def key_scope(self) -> str:
        return self.unit_path


class Diagnoser(models.Model):
    """Somebody certified to determine addiction, on [valid_from, valid_to); kept by the commune that needs him."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    name = models.CharField(max_length=120)
    facility = models.CharField(max_length=200)
    qualification = models.CharField(max_length=40)
    certificate = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="assessment_certificate_forward"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(certificate=""), name="assessment_certificate_named"),
            models.UniqueConstraint(
                fields=["unit", "certificate", "valid_from"], name="assessment_certificate_once_a_unit"
            ),
        ]


class LivingDeterminations(models.Manager["Determination"]):
    """Hides what was struck out as written by mistake."""

    def get_queryset(self) -> models.QuerySet["Determination"]:
        return super().get_queryset().filter(struck_at=None)


class Determination(models.Model):
    """The result of determining addiction, with its paper (kết quả xác định tình trạng nghiện)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="determinations")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    result = models.CharField(max_length=8, choices=Result.choices)
    determined_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    paper_number = models.CharField(max_length=60)
    facility = models.CharField(max_length=200)
    signer = models.CharField(max_length=120)
    diagnoser = models.ForeignKey(Diagnoser, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    regime = models.CharField(max_length=8)
    article = models.CharField(max_length=200, blank=True, default="")
    guardian = SealedField(data_class=DataClass.IDENTITY, null=True)
    # Which criteria were met: told to the station or centre that wrote them, and to nobody else.
    agency = models.ForeignKey(
        "organisations.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    findings = SealedField(data_class=DataClass.HEALTH, null=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.CharField(max_length=40, blank=True, default="")
    struck_reason = SealedField(data_class=DataClass.SOCIAL, null=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = LivingDeterminations()
    everything = models.Manager()  # noqa: DJ012 - the first manager must be the careful one

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(result__in=Result.values), name="assessment_result_known"),
            models.CheckConstraint(condition=~Q(paper_number="") & ~Q(signer=""), name="assessment_result_has_paper"),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__lte=F("determined_on")), name="assessment_result_forward"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by="") | (Q(struck_at__isnull=False) & ~Q(struck_by="")),
                name="assessment_struck_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(findings=None) | Q(agency__isnull=False), name="assessment_findings_of_an_agency"
            ),
            models.UniqueConstraint(
                fields=["case", "paper_number", "determined_on"],
                condition=Q(struck_at=None),
                name="assessment_paper_once",
            ),
        ]
        indexes = [models.Index(fields=["case", "determined_on"], name="assessment_result_by_case")]

    @property
    def key_scope(self) -> str:
        return self.unit_path


class Scoring(models.Model):
    """One sitting with a scored instrument: answers sealed, nothing of it in plain (ASSIST, DAST-10, TOP)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="scorings")
    unit_path = PathField()
    # Only the station or centre that asked reads the answers.
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    edition = models.PositiveSmallIntegerField(default=1)
    taken_on = models.DateField()
    answers = SealedField(data_class=DataClass.HEALTH, null=False)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=Kind.values), name="assessment_kind_known")]
        indexes = [models.Index(fields=["case", "kind", "taken_on"], name="assessment_scoring_by_case")]

    @property
    def key_scope(self) -> str:
        return self.unit_path
