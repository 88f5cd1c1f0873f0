"""The health room: who was referred to which station or centre, and what is written there (giới thiệu, sổ sức khỏe).

There is no field for HIV, and there shall be none. What a test showed lies sealed on a sheet (`clinic`).
"""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids


class ReferralPurpose(models.TextChoices):
    CHECK = "check", _("khám sức khỏe ban đầu")
    CARE = "care", _("khám, chữa bệnh")
    EASE = "ease", _("hỗ trợ cắt cơn")
    COUNSEL = "counsel", _("tư vấn sức khỏe, tâm lý")
    STAY = "stay", _("tiếp nhận vào cơ sở")
    FOLLOW = "follow", _("theo dõi sức khỏe")


class ReferralState(models.TextChoices):
    SENT = "sent", _("đang chờ trả lời")
    ACCEPTED = "accepted", _("đã nhận")
    DECLINED = "declined", _("không nhận")
    WITHDRAWN = "withdrawn", _("đã rút lại")
    ENDED = "ended", _("đã kết thúc")


class DeclineReason(models.TextChoices):
    """A choice, not a text: a sentence about the person would carry health into the social room."""

    NONE = "", _("không từ chối")
    FULL = "full", _("chưa đủ người hoặc chỗ")
    ELSEWHERE = "elsewhere", _("việc của nơi khác")
    ABSENT = "absent", _("người ấy chưa đến")
    OTHER = "other", _("lý do khác")


class ReferralOutcome(models.TextChoices):
    """What became of it, told back to the commune: a choice, that says whether he came and nothing of his health."""

    NONE = "", _("chưa có kết quả")
    CAME = "came", _("đã đến, đang được chăm sóc")
    DONE = "done", _("đã xong việc được giới thiệu")
    PASSED_ON = "passed_on", _("đã chuyển nơi khác")
    NOT_COME = "not_come", _("không đến")


OPEN = (ReferralState.SENT, ReferralState.ACCEPTED)
_ANSWERED = (ReferralState.ACCEPTED, ReferralState.DECLINED, ReferralState.ENDED)
_OVER = (ReferralState.WITHDRAWN, ReferralState.ENDED)


class Referral(models.Model):
    """A person asked to be seen by one station or centre, in [valid_from, valid_to) once a named officer accepted."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="referrals")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=ReferralPurpose.choices)
    # The only words of the social room that the receiver reads: chosen for him, opened after he accepted.
    message = SealedField(data_class=DataClass.SOCIAL, null=True)
    state = models.CharField(max_length=10, choices=ReferralState.choices, default=ReferralState.SENT)
    valid_from = models.DateField()
    valid_to = models.DateField()
    sent_by = models.CharField(max_length=40)
    sent_title = models.CharField(max_length=120)
    sent_at = models.DateTimeField()
    answered_by = models.CharField(max_length=40, blank=True, default="")
    answered_name = models.CharField(max_length=120, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    declined_because = models.CharField(max_length=10, blank=True, default="", choices=DeclineReason.choices)
    outcome = models.CharField(max_length=10, blank=True, default="", choices=ReferralOutcome.choices)
    outcome_on = models.DateField(null=True, blank=True)
    ended_by = models.CharField(max_length=40, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReferralState.values), name="care_referral_state_known"),
            models.CheckConstraint(condition=Q(purpose__in=ReferralPurpose.values), name="care_referral_purpose_known"),
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="care_referral_forward"),
            models.CheckConstraint(
                condition=Q(state__in=_ANSWERED, answered_at__isnull=False) & ~Q(answered_name="")
                | ~Q(state__in=_ANSWERED) & Q(answered_at=None, answered_name=""),
                name="care_referral_answered_by_name",
            ),
            models.CheckConstraint(
                condition=Q(state="declined", declined_because__in=DeclineReason.values) & ~Q(declined_because="")
                | ~Q(state="declined") & Q(declined_because=""),
                name="care_referral_declined_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_OVER, ended_at__isnull=False) | ~Q(state__in=_OVER) & Q(ended_at=None),
                name="care_referral_over_when",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None)
                | (Q(outcome__in=ReferralOutcome.values, outcome_on__isnull=False) & ~Q(outcome="")),
                name="care_referral_outcome_dated",
            ),
            models.UniqueConstraint(
                fields=["case", "agency"], condition=Q(state__in=OPEN), name="care_one_open_referral"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "sent_at"], name="care_referral_by_agency"),
            models.Index(fields=["case", "sent_at"], name="care_referral_by_case"),
        ]

    @property
    def key_scope(self) -> str:
        return self.unit_path

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def last_day(self) -> date:
        """Periods are half-open in the house and closed on screens."""
        return self.valid_to - timedelta(days=1)

    @property
    def number(self) -> str:
        """How the two sides call it on the telephone without a name; the last signs of its id."""
        return self.id.hex[-6:].upper()


class HealthKind(models.TextChoices):
    """A treatment note stays with who wrote it; a summary is for whichever station or centre cares next."""

    TREATMENT = "treatment", _("ghi chú chăm sóc, điều trị")
    SUMMARY = "summary", _("tóm tắt để bàn giao")


class HealthRecord(models.Model):
    """One entry of the health room, as it holds now."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="health_records")
    unit_path = PathField()
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="records")
    kind = models.CharField(max_length=10, choices=HealthKind.choices)
    text = SealedField(data_class=DataClass.HEALTH, null=False)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    version = models.PositiveSmallIntegerField(default=1)
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=HealthKind.values), name="care_health_kind_known")]
        indexes = [models.Index(fields=["case", "recorded_at", "id"], name="care_health_by_case")]

    @property
    def key_scope(self) -> str:
        return self.unit_path


class HealthRecordVersion(models.Model):
    """What an entry said before it was corrected: never deleted."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    record = models.ForeignKey(HealthRecord, on_delete=models.PROTECT, related_name="versions")
    unit_path = PathField()
    number = models.PositiveSmallIntegerField()
    text = SealedField(data_class=DataClass.HEALTH, null=False)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="care_health_version_once")]

    @property
    def key_scope(self) -> str:
        return self.unit_path
