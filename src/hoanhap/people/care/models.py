"""Contacts with a person, what they said before a correction, and the plan of contacts (lần gặp, kế hoạch gặp)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids
from hoanhap.people.care.clinic.models import ClinicSheet, DetoxEpisode, SubstitutionPhase  # noqa: F401
from hoanhap.people.care.counselling.models import (  # noqa: F401
    Counselling,
    GroupAttendance,
    GroupMeeting,
    GroupMember,
    Leaflet,
    SupportGroup,
)
from hoanhap.people.care.health_room_models import (  # noqa: F401 - where Django looks for tables
    HealthRecord,
    HealthRecordVersion,
    Referral,
)
from hoanhap.people.care.individual_plan.models import IndividualPlan as IndividualPlan
from hoanhap.people.care.individual_plan.models import PlanStep as PlanStep


class ContactPlace(models.TextChoices):
    HOME = "home", _("tại nhà")
    OFFICE = "office", _("tại trụ sở")
    PHONE = "phone", _("qua điện thoại")
    ELSEWHERE = "elsewhere", _("nơi khác")


class Condition(models.TextChoices):
    """What the officer saw and signs; nothing in the house concludes it from anything else."""

    NONE = "", _("chưa đánh giá")
    PROGRESS = "progress", _("tiến bộ, không sử dụng")
    NOT_YET = "not_yet", _("chưa tiến bộ")
    AT_RISK = "at_risk", _("cần hỗ trợ thêm")


class MissedReason(models.TextChoices):
    NONE = "", _("đã gặp")
    ABSENT = "absent", _("vắng mặt")
    ILL = "ill", _("ốm đau")
    MOVED = "moved", _("chuyển nơi ở")
    DECEASED = "deceased", _("đã chết")
    OTHER = "other", _("lý do khác")


class Work(models.TextChoices):
    UNASKED = "", _("chưa ghi")
    NONE = "none", _("chưa có việc làm")
    OCCASIONAL = "occasional", _("việc làm không thường xuyên")
    STABLE = "stable", _("việc làm ổn định")


class ContactFacts(models.Model):
    """What is said of one contact, by the contact itself and by each of its earlier versions."""

    met_at = models.DateTimeField()
    place = models.CharField(max_length=10, choices=ContactPlace.choices)
    met = models.BooleanField()
    missed_reason = models.CharField(max_length=10, blank=True, default="", choices=MissedReason.choices)
    condition = models.CharField(max_length=10, blank=True, default="", choices=Condition.choices)
    work = models.CharField(max_length=10, blank=True, default="", choices=Work.choices)
    need = SealedField(data_class=DataClass.SOCIAL, null=True)
    note = SealedField(data_class=DataClass.SOCIAL, null=True)
    next_on = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


class Contact(ContactFacts):
    """One contact as it holds now. `client_key` is the phone's own id of the entry: sent twice, it is kept once."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="contacts")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    client_key = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(met=True, missed_reason="", condition__in=["progress", "not_yet", "at_risk"])
                | Q(met=False, condition="", missed_reason__in=["absent", "ill", "moved", "deceased", "other"]),
                name="care_met_or_missed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(work="") | Q(met=True, work__in=["none", "occasional", "stable"]),
                name="care_work_only_when_met",
            ),
            models.CheckConstraint(condition=Q(place__in=ContactPlace.values), name="care_place_known"),
        ]
        indexes = [
            models.Index(fields=["case", "met_at", "id"], name="care_by_case"),
            models.Index(fields=["unit_path", "met_at"], name="care_by_unit"),
        ]

    @property
    def key_scope(self) -> str:
        """The keys go with the file, also when the commune that made the contact is another by now."""
        return self.case.unit_path


class ContactVersion(ContactFacts):
    """What a contact said before a correction: never deleted, with who corrected it and why."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="versions")
    unit_path = PathField()
    number = models.PositiveSmallIntegerField()
    reason = SealedField(data_class=DataClass.SOCIAL)
    replaced_by = models.CharField(max_length=40)
    replaced_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "number"], name="care_version_numbered_once"),
            models.CheckConstraint(condition=Q(reason__isnull=False), name="care_correction_has_reason"),
        ]

    @property
    def key_scope(self) -> str:
        return self.contact.case.unit_path


class ContactPlan(models.Model):
    """How often a person is to be met, and the next day agreed (kế hoạch gặp)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="contact_plan")
    unit_path = PathField()
    every_value = models.PositiveSmallIntegerField()
    every_unit = models.CharField(max_length=12, choices=[("day", _("ngày")), ("month", _("tháng"))])
    next_on = models.DateField()
    set_by = models.CharField(max_length=40)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(every_unit="month", every_value__gte=1, every_value__lte=12)
                | Q(every_unit="day", every_value__gte=1, every_value__lte=366),
                name="care_plan_plausible",
            ),
        ]
