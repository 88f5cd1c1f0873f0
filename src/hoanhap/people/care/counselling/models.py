"""Leaflets in their versions, sessions of counselling, groups with attendance (tờ rơi, buổi tư vấn, nhóm)."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids


class Topic(models.TextChoices):
    HARM = "harm", _("tác hại của ma túy, bản chất của nghiện")
    NEED = "need", _("sự cần thiết phải cai nghiện")
    PROCESS = "process", _("quy trình cai nghiện")
    TREATMENT = "treatment", _("phác đồ, thuốc hỗ trợ, thuốc thay thế")
    RELAPSE = "relapse", _("phòng ngừa tái sử dụng")
    OVERDOSE = "overdose", _("phòng và xử trí quá liều")
    FAMILY = "family", _("vai trò, trách nhiệm của gia đình")
    SERVICES = "services", _("việc làm, học nghề, dịch vụ hỗ trợ")
    LAW = "law", _("quyền, nghĩa vụ theo pháp luật")


class Audience(models.TextChoices):
    PERSON = "person", _("chính người ấy")
    FAMILY = "family", _("người thân")
    BOTH = "both", _("người ấy và người thân")


class SessionKind(models.TextChoices):
    SOCIAL = "social", _("tư vấn xã hội, pháp luật")
    PSYCHOLOGICAL = "psychological", _("tư vấn tâm lý")


class Leaflet(models.Model):
    """One version of a leaflet, given out in [valid_from, valid_to). `series` joins the versions."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    series = models.UUIDField(default=ids.new_id, editable=False)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    approved_by = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "version"], name="care_leaflet_version_once"),
            models.UniqueConstraint(fields=["series"], condition=Q(valid_to=None), name="care_leaflet_one_in_use"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="care_leaflet_forward"
            ),
        ]

    @property
    def name(self) -> str:
        return say("%(title)s, bản %(version)d") % {"title": self.title, "version": self.version}


class Counselling(models.Model):
    """One session. What it spoke of is counted; what was said lies sealed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="counselling")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    held_on = models.DateField()
    audience = models.CharField(max_length=8, choices=Audience.choices)
    kind = models.CharField(max_length=14, choices=SessionKind.choices)
    topics = models.CharField(max_length=120)
    leaflet = models.ForeignKey(Leaflet, on_delete=models.PROTECT, null=True, related_name="+")
    counsellor = models.CharField(max_length=120)
    note = SealedField(data_class=DataClass.SOCIAL, null=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    # Written by mistake: kept, shown as such, counted nowhere.
    void_at = models.DateTimeField(null=True, blank=True)
    void_by = models.CharField(max_length=40, blank=True, default="")
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="care_session_audience_known"),
            models.CheckConstraint(condition=Q(kind__in=SessionKind.values), name="care_session_kind_known"),
            models.CheckConstraint(condition=~Q(topics=""), name="care_session_speaks"),
            models.CheckConstraint(
                condition=Q(void_at=None, void_by="") | (Q(void_at__isnull=False) & ~Q(void_by="")),
                name="care_session_void_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "held_on", "id"], name="care_session_by_case"),
            models.Index(fields=["unit_path", "held_on"], name="care_session_by_unit"),
        ]

    @property
    def key_scope(self) -> str:
        """The keys go with the file, as those of contacts."""
        return self.case.unit_path


class SupportGroup(models.Model):
    """A group that meets to hold each other (nhóm sinh hoạt sau cai), [started_on, ended_on)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    name = models.CharField(max_length=120)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], condition=Q(ended_on=None), name="care_group_once_a_unit"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="care_group_forward"
            ),
        ]


class GroupMember(models.Model):
    """A person belongs to a group, [joined_on, left_on)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    group = models.ForeignKey(SupportGroup, on_delete=models.PROTECT, related_name="members")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="groups")
    unit_path = PathField()
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "case"], condition=Q(left_on=None), name="care_group_member_once"),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")), name="care_group_member_forward"
            ),
        ]

    @property
    def last_day(self) -> date | None:
        return self.left_on - timedelta(days=1) if self.left_on else None


class GroupMeeting(models.Model):
    """One meeting of a group; who came stands in the attendance."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    group = models.ForeignKey(SupportGroup, on_delete=models.PROTECT, related_name="meetings")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    met_on = models.DateField()
    topic = models.CharField(max_length=10, choices=Topic.choices, blank=True, default="")
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "met_on"], name="care_group_meets_once_a_day")]


class GroupAttendance(models.Model):
    """One person at one meeting: came or not."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    meeting = models.ForeignKey(GroupMeeting, on_delete=models.PROTECT, related_name="attendance")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="attendance")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    present = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "case"], name="care_attendance_once")]
        indexes = [models.Index(fields=["case"], name="care_attendance_by_case")]
