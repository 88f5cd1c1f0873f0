"""Quarterly reviews, the assessment a year after rehab, and the police room's check of offences (đánh giá)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids


class Condition(models.TextChoices):
    """What the officer signs of a quarter; nothing in the house concludes it from anything else."""

    NONE = "", _("không đánh giá được")
    PROGRESS = "progress", _("tiến bộ, không sử dụng")
    NOT_YET = "not_yet", _("chưa tiến bộ")
    AT_RISK = "at_risk", _("nguy cơ, cần hỗ trợ thêm")


class NotSeen(models.TextChoices):
    """Why somebody was not reviewed, not assessed: he counts in no rate, and is shown beside it."""

    NONE = "", _("đã đánh giá")
    ABSENT = "absent", _("vắng mặt")
    ILL = "ill", _("ốm đau")
    DECEASED = "deceased", _("đã chết")
    MOVED = "moved", _("chuyển nơi ở")
    REFUSED = "refused", _("không đồng ý")
    OTHER = "other", _("lý do khác")


class Outcome(models.TextChoices):
    """How somebody stands a year after the end of rehab. Relapse is addiction determined again, with its paper."""

    NONE = "", _("không đánh giá được")
    NO_USE = "no_use", _("không sử dụng lại")
    USED = "used", _("có dấu hiệu sử dụng lại")
    RELAPSED = "relapsed", _("tái nghiện, theo phiếu kết quả xác định")


class Work(models.TextChoices):
    UNASKED = "", _("chưa ghi")
    NONE = "none", _("chưa có việc làm")
    OCCASIONAL = "occasional", _("việc làm không thường xuyên")
    STABLE = "stable", _("việc làm ổn định")


class LivingReviews(models.Manager["Review"]):
    """Hides what was struck out as written by mistake."""

    def get_queryset(self) -> models.QuerySet["Review"]:
        return super().get_queryset().filter(struck_at=None)


class LivingAssessments(models.Manager["YearAssessment"]):
    """Hides what was struck out as written by mistake."""

    def get_queryset(self) -> models.QuerySet["YearAssessment"]:
        return super().get_queryset().filter(struck_at=None)


class Signed(models.Model):
    """What an officer signed of one case in his unit; a mistake is struck out with its reason, never deleted."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    not_seen = models.CharField(max_length=10, blank=True, default="", choices=NotSeen.choices)
    seen_on = models.DateField(null=True, blank=True)
    work = models.CharField(max_length=10, blank=True, default="", choices=Work.choices)
    note = SealedField(data_class=DataClass.SOCIAL, null=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.CharField(max_length=40, blank=True, default="")
    struck_reason = SealedField(data_class=DataClass.SOCIAL, null=True)

    class Meta:
        abstract = True

    @property
    def key_scope(self) -> str:
        """The keys go with the file, also when the commune that signed is another by now."""
        return self.case.unit_path


_STRUCK = Q(struck_at=None, struck_by="") | (Q(struck_at__isnull=False) & ~Q(struck_by=""))
_WORK = Q(work="") | Q(work__in=["none", "occasional", "stable"], not_seen="")


class Review(Signed):
    """One case in one quarter of the calendar year."""

    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    reviewed_on = models.DateField()
    condition = models.CharField(max_length=10, blank=True, default="", choices=Condition.choices)
    # A sign of use, seen by an officer who signs it; the day of the sign where he gave one.
    use_seen = models.BooleanField(default=False)

    objects = LivingReviews()
    everything = models.Manager()  # noqa: DJ012 - the first manager must be the careful one

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(condition__in=["progress", "not_yet", "at_risk"], not_seen="")
                | (Q(condition="") & Q(not_seen__in=[one for one in NotSeen.values if one])),
                name="reviews_reviewed_or_why_not",
            ),
            models.CheckConstraint(
                condition=Q(use_seen=False, seen_on=None) | Q(use_seen=True, condition__in=["not_yet", "at_risk"]),
                name="reviews_no_sign_with_progress",
            ),
            models.CheckConstraint(
                condition=Q(seen_on=None) | Q(seen_on__lte=F("reviewed_on")), name="reviews_sign_not_after_review"
            ),
            models.CheckConstraint(condition=Q(quarter__in=[1, 2, 3, 4]), name="reviews_quarter_known"),
            models.CheckConstraint(condition=_WORK, name="reviews_work_only_when_seen"),
            models.CheckConstraint(condition=_STRUCK, name="reviews_review_struck_whole"),
            models.UniqueConstraint(
                fields=["case", "year", "quarter"], condition=Q(struck_at=None), name="reviews_once_a_quarter"
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "year", "quarter"], name="reviews_by_unit")]


class YearAssessment(Signed):
    """One case a year after the end of one rehab: assessed, or not and why not."""

    ended_on = models.DateField()
    assessed_on = models.DateField()
    outcome = models.CharField(max_length=10, blank=True, default="", choices=Outcome.choices)
    paper_number = models.CharField(max_length=60, blank=True, default="")
    paper_on = models.DateField(null=True, blank=True)

    objects = LivingAssessments()
    everything = models.Manager()  # noqa: DJ012 - the first manager must be the careful one

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["no_use", "used", "relapsed"], not_seen="")
                | (Q(outcome="") & Q(not_seen__in=[one for one in NotSeen.values if one])),
                name="reviews_assessed_or_why_not",
            ),
            models.CheckConstraint(
                condition=Q(seen_on=None) | Q(seen_on__lte=F("assessed_on"), outcome__in=["used", "relapsed"]),
                name="reviews_sign_not_after_year",
            ),
            models.CheckConstraint(
                condition=(Q(outcome="relapsed", paper_on__isnull=False) & ~Q(paper_number=""))
                | (~Q(outcome="relapsed") & Q(paper_number="", paper_on=None)),
                name="reviews_relapse_has_its_paper",
            ),
            models.CheckConstraint(condition=Q(assessed_on__gte=F("ended_on")), name="reviews_year_after_rehab"),
            models.CheckConstraint(condition=_WORK, name="reviews_year_work_only_when_seen"),
            models.CheckConstraint(condition=_STRUCK, name="reviews_year_struck_whole"),
            models.UniqueConstraint(
                fields=["case", "ended_on"], condition=Q(struck_at=None), name="reviews_once_a_rehab"
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "ended_on"], name="reviews_year_by_unit")]


class OffenceCheck(models.Model):
    """What the police found of the year after one rehab: their room alone opens it.

    A row says only that they looked; whether they found anything lies sealed, so the table tells nothing of anybody.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    ended_on = models.DateField()
    finding = SealedField(data_class=DataClass.POLICE)
    version = models.PositiveIntegerField(default=1)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(finding__isnull=False), name="reviews_offence_has_finding"),
            models.UniqueConstraint(fields=["case", "ended_on"], name="reviews_offence_once_a_rehab"),
        ]

    @property
    def key_scope(self) -> str:
        return self.unit_path
