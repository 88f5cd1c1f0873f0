"""Tables of the health room beside its entries: detox, sheets, phases of substitution (cắt cơn, phiếu, giai đoạn)."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids
from hoanhap.people.care.health_room_models import Referral


class DetoxEnding(models.TextChoices):
    NONE = "", _("đang cắt cơn")
    COMPLETED = "completed", _("hoàn thành cắt cơn")
    STOPPED = "stopped", _("dừng theo ý người ấy")
    PASSED_ON = "passed_on", _("chuyển nơi khác")
    OTHER = "other", _("kết thúc vì lý do khác")


class SheetKind(models.TextChoices):
    EXAM = "exam", _("khám ban đầu")
    DAY = "day", _("phiếu ngày cắt cơn")
    TEST = "test", _("xét nghiệm")
    OVERDOSE = "overdose", _("quá liều")


class Phase(models.TextChoices):
    STARTING = "starting", _("dò liều")
    MAINTAINING = "maintaining", _("duy trì")
    TAPERING = "tapering", _("giảm liều")
    DROPPED = "dropped", _("bỏ trị")
    COMPLETED = "completed", _("hoàn thành")
    PASSED_ON = "passed_on", _("chuyển nơi điều trị")


class Medicine(models.TextChoices):
    METHADONE = "methadone", _("methadone")
    BUPRENORPHINE = "buprenorphine", _("buprenorphine")
    OTHER = "other", _("thuốc khác")


class InRoom(models.Model):
    """What every table of the room says: whose file, under whose living referral, written by whom."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


class DetoxEpisode(InRoom):
    """Detox from a day on, [began_on, ended_on]; one at a time."""

    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=DetoxEnding.choices, blank=True, default="")
    ended_by = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_on=None), name="care_one_detox_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_on=None, ending="", ended_by="")
                | (Q(ended_on__gte=F("began_on")) & ~Q(ending="") & ~Q(ended_by="")),
                name="care_detox_ended_whole",
            ),
        ]
        indexes = [models.Index(fields=["case", "began_on"], name="care_detox_by_case")]


class ClinicSheet(InRoom):
    """One sheet as it was written. A correction is the next number of its series; the highest holds."""

    kind = models.CharField(max_length=8, choices=SheetKind.choices)
    on = models.DateField()
    episode = models.ForeignKey(DetoxEpisode, on_delete=models.PROTECT, null=True, related_name="sheets")
    facts = SealedField(data_class=DataClass.HEALTH, null=False)
    series = models.UUIDField(default=ids.new_id, editable=False)
    number = models.PositiveSmallIntegerField(default=1)
    # Of its series this one holds; a correction takes it over.
    current = models.BooleanField(default=True)
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SheetKind.values), name="care_sheet_kind_known"),
            models.CheckConstraint(
                condition=Q(kind__in=["exam", "day"], episode__isnull=False)
                | Q(kind__in=["test", "overdose"], episode=None),
                name="care_sheet_of_episode",
            ),
            models.UniqueConstraint(fields=["series", "number"], name="care_sheet_numbered_once"),
            models.UniqueConstraint(fields=["series"], condition=Q(current=True), name="care_sheet_one_current"),
            models.UniqueConstraint(
                fields=["episode", "on"], condition=Q(kind="day", current=True), name="care_one_sheet_a_day"
            ),
            models.UniqueConstraint(
                fields=["episode"], condition=Q(kind="exam", current=True), name="care_one_exam_an_episode"
            ),
        ]
        indexes = [models.Index(fields=["case", "on", "id"], name="care_sheet_by_case")]

    @property
    def key_scope(self) -> str:
        """The keys go with the file; that the sheet was written counts for the unit of that day."""
        return self.case.unit_path


class SubstitutionPhase(InRoom):
    """A person is in this phase of substitution treatment, [from_on, to_on)."""

    phase = models.CharField(max_length=12, choices=Phase.choices)
    medicine = models.CharField(max_length=14, choices=Medicine.choices)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="care_phase_known"),
            models.CheckConstraint(condition=Q(medicine__in=Medicine.values), name="care_medicine_known"),
            # Two changes on one day are possible; the interval between them is empty and counts on no day.
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="care_phase_forward"),
            models.UniqueConstraint(fields=["case"], condition=Q(to_on=None), name="care_one_phase_at_a_time"),
        ]
        indexes = [models.Index(fields=["unit_path", "phase", "from_on"], name="care_phase_by_unit")]

    @property
    def last_day(self) -> date | None:
        return self.to_on - timedelta(days=1) if self.to_on else None
