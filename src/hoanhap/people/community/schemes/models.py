"""Schemes with their names, where they run, what was done, evaluations, decisions; movements; recognition."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.kernel import ids
from hoanhap.people.community.rows import Body, Recorded


class SchemeKind(models.TextChoices):
    SUPPORT = "support", _("quản lý, giáo dục, giúp đỡ tại cộng đồng")
    STREET = "street", _("tuyến đường tự quản")
    BOARDING_HOUSE = "boarding_house", _("nhà trọ tự quản")
    QUARTER = "quarter", _("khu dân cư không có tệ nạn xã hội")
    FAMILY = "family", _("gia đình phòng, chống tệ nạn xã hội")
    YOUTH = "youth", _("tuổi trẻ phòng, chống tệ nạn xã hội")
    YOUNG_FAMILY = "young_family", _("hạnh phúc gia đình trẻ")
    ORDER = "order", _("giữ gìn trật tự, phòng, chống tội phạm")
    OTHER = "other", _("loại khác")


class SiteStatus(models.TextChoices):
    PILOT = "pilot", _("thí điểm")
    REPLICATING = "replicating", _("nhân rộng")
    KEPT = "kept", _("duy trì")
    STOPPED = "stopped", _("dừng")


class Finding(models.TextChoices):
    EFFECTIVE = "effective", _("đạt hiệu quả")
    PARTLY = "partly", _("đạt một phần")
    NOT = "not", _("chưa đạt")


class Decided(models.TextChoices):
    KEEP = "keep", _("duy trì")
    REPLICATE = "replicate", _("duy trì và nhân rộng")
    STOP = "stop", _("dừng")


class RecognitionLevel(models.TextChoices):
    FAMILY = "family", _("gia đình")
    CLAN = "clan", _("dòng họ")
    RESIDENTIAL_AREA = "residential_area", _("khu dân cư")
    PEOPLES_GROUP = "peoples_group", _("tổ nhân dân")
    HAMLET = "hamlet", _("ấp, khu phố")
    COMMUNE = "commune", _("xã, phường, thị trấn")


class Scheme(Recorded):
    """A scheme under its first name; other spellings lead to it (`SchemeName`)."""

    kind = models.CharField(max_length=16, choices=SchemeKind.choices)
    name = models.CharField(max_length=200)
    owner = models.CharField(max_length=16, choices=Body.choices)
    movement = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SchemeKind.values), name="community_scheme_kind_known"),
            models.CheckConstraint(condition=Q(owner__in=Body.values), name="community_scheme_owner_known"),
            models.CheckConstraint(condition=~Q(name=""), name="community_scheme_named"),
        ]
        indexes = [models.Index(fields=["unit_path", "kind"], name="community_scheme_by_unit")]


class SchemeName(models.Model):
    """One spelling of a scheme, the first among them."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "folded"], name="community_scheme_name_once")]
        indexes = [models.Index(fields=["folded"], name="community_scheme_by_name")]


class Site(Recorded):
    """A scheme at one commune, or at one street, house or quarter of it; planned until it starts.

    Of a boarding house the number of tenants is kept, never who they are.
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="sites")
    came_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="taken_over")
    hamlet = models.ForeignKey("places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=200, blank=True, default="")
    leader = models.CharField(max_length=120, blank=True, default="")
    metres = models.PositiveIntegerField(null=True, blank=True)
    rooms = models.PositiveSmallIntegerField(null=True, blank=True)
    tenants = models.PositiveSmallIntegerField(null=True, blank=True)
    planned_on = models.DateField()
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(started_on__isnull=False, ended_on__gte=F("started_on")),
                name="community_site_forward",
            ),
            models.UniqueConstraint(
                fields=["scheme", "unit", "label"], condition=Q(ended_on=None), name="community_site_once"
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "started_on"], name="community_site_by_unit")]


class SiteYear(models.Model):
    """What a year's plan or decision makes of a scheme at a place: one standing a year."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=SiteStatus.choices)
    document = models.CharField(max_length=120)
    set_by = models.CharField(max_length=40)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "year"], name="community_site_year_once"),
            models.CheckConstraint(condition=Q(status__in=SiteStatus.values), name="community_site_status_known"),
            models.CheckConstraint(condition=~Q(document=""), name="community_site_by_a_document"),
        ]


class SiteActivity(Recorded):
    """Something done for a scheme at a place, and how many people it reached, never who. A wrong line is taken back."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="activities")
    held_on = models.DateField()
    done = models.CharField(max_length=300)
    reached = models.PositiveIntegerField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.CharField(max_length=40, blank=True, default="")
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(done=""), name="community_site_activity_said"),
            models.CheckConstraint(condition=Q(reached__gte=1), name="community_site_activity_reached_somebody"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_by="")),
                name="community_site_activity_taken_back_whole",
            ),
            models.UniqueConstraint(
                fields=["site", "held_on", "done"],
                condition=Q(taken_back_at=None),
                name="community_site_activity_once",
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "held_on"], name="community_site_activity_unit")]


class Evaluation(Recorded):
    """A sheet that says how a scheme does at a place; approved it stays as it is."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="evaluations")
    evaluated_on = models.DateField()
    finding = models.CharField(max_length=10, choices=Finding.choices)
    words = models.TextField()
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(finding__in=Finding.values), name="community_finding_known"),
            models.CheckConstraint(
                condition=Q(approved_on=None, approved_by="")
                | (Q(approved_on__gte=F("evaluated_on")) & ~Q(approved_by="")),
                name="community_evaluation_approval_whole",
            ),
            models.UniqueConstraint(fields=["site", "evaluated_on"], name="community_evaluation_once"),
        ]
        indexes = [models.Index(fields=["site", "approved_on"], name="community_evaluation_by_site")]


class Evidence(models.Model):
    """One figure under an evaluation, and where it stands written."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="evidence")
    label = models.CharField(max_length=160)
    value = models.DecimalField(max_digits=12, decimal_places=2)
    found_in = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(label="") & ~Q(found_in=""), name="community_evidence_said"),
            models.UniqueConstraint(fields=["evaluation", "label"], name="community_evidence_once"),
        ]


class SchemeDecision(Recorded):
    """What was decided after an approved evaluation: one decision each."""

    evaluation = models.OneToOneField(Evaluation, on_delete=models.PROTECT, related_name="decision")
    decided = models.CharField(max_length=10, choices=Decided.choices)
    decided_on = models.DateField()
    document = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(decided__in=Decided.values), name="community_decided_known"),
            models.CheckConstraint(condition=~Q(document=""), name="community_decided_by_a_document"),
        ]


class Movement(Recorded):
    """A movement, campaign or programme that a unit adds to those everybody begins with; known there and below."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="community_movement_named"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="community_movement_forward"
            ),
        ]


class MovementName(Recorded):
    """Another spelling of a movement, as it stands in some paper."""

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "folded"], name="community_movement_name_once")]
        indexes = [models.Index(fields=["folded"], name="community_movement_by_name")]


class Recognition(Recorded):
    """A family, clan, area, group, hamlet or commune recognised for a year; each counts at its own level only."""

    level = models.CharField(max_length=16, choices=RecognitionLevel.choices)
    name = models.CharField(max_length=160)
    folded = models.CharField(max_length=160)
    hamlet = models.ForeignKey("places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    decision_number = models.CharField(max_length=60)
    decided_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__in=RecognitionLevel.values), name="community_recognised_known"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(decision_number=""), name="community_recognised_said"),
            models.UniqueConstraint(fields=["unit", "level", "folded", "year"], name="community_recognised_once"),
        ]
        indexes = [models.Index(fields=["unit_path", "level", "year"], name="community_recognised_by_unit")]
