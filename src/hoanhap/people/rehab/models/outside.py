"""What others decide or see: measures served elsewhere, monthly residence checks, the choice at a change of law."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.people.cases import states
from hoanhap.people.rehab.models.shared import OfCase


class FollowedKind(models.TextChoices):
    COMPULSORY = "compulsory", _("cai nghiện bắt buộc tại cơ sở")
    VOLUNTARY_PUBLIC = "voluntary_public", _("cai nghiện tự nguyện tại cơ sở công lập")
    VOLUNTARY_PRIVATE = "voluntary_private", _("cai nghiện tự nguyện tại cơ sở tư nhân, đủ các giai đoạn")
    VOLUNTARY_PARTIAL = "voluntary_partial", _("cai nghiện tự nguyện tại cơ sở tư nhân, một phần")
    OST = "ost", _("điều trị thay thế")


class FollowedEnd(models.TextChoices):
    SERVED = "served", _("hết thời hạn")
    REDUCED = "reduced", _("được giảm, miễn phần còn lại")
    TRANSFERRED = "transferred", _("chuyển nơi khác")
    LEFT = "left", _("tự ý rời cơ sở")
    OTHER = "other", _("lý do khác")


class FollowedDecision(OfCase):
    """A decision carried out by a facility and followed from the commune: who decided, where, [from_on, to_on)."""

    kind = models.CharField(max_length=20, choices=FollowedKind.choices)
    facility_name = models.CharField(max_length=200)
    decider_name = models.CharField(max_length=200, blank=True, default="")
    decision_number = models.CharField(max_length=60, blank=True, default="")
    decision_on = models.DateField(null=True, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    deducted_days = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True, blank=True)
    end = models.CharField(max_length=12, choices=FollowedEnd.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FollowedKind.values), name="rehab_followed_kind_known"),
            models.CheckConstraint(condition=~Q(facility_name=""), name="rehab_followed_named"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gt=F("from_on")), name="rehab_followed_forward"),
            models.CheckConstraint(
                condition=Q(decision_number="", decision_on=None)
                | (~Q(decision_number="") & Q(decision_on__isnull=False)),
                name="rehab_followed_decision_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end="") | (Q(ended_on__gte=F("from_on")) & ~Q(end="")),
                name="rehab_followed_ended_whole",
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(ended_on=None), name="rehab_one_followed_at_a_time"),
        ]


class Found(models.TextChoices):
    PRESENT = "present", _("có mặt")
    ABSENT = "absent", _("vắng mặt")
    MOVED = "moved", _("đã chuyển đi")
    UNKNOWN = "unknown", _("không rõ ở đâu")


class ResidenceCheck(OfCase):
    """The police saw on a day whether the person still lives there; one a day."""

    on = models.DateField()
    found = models.CharField(max_length=8, choices=Found.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(found__in=Found.values), name="rehab_check_found_known"),
            models.UniqueConstraint(fields=["case", "on"], name="rehab_check_once_a_day"),
        ]
        indexes = [models.Index(fields=["unit_path", "on"], name="rehab_checks_by_unit")]


class Way(models.TextChoices):
    KEEP = "keep", _("giữ quyết định và thời hạn cũ")
    CHANGE = "change", _("chuyển sang quy định mới")


class TransitionChoice(OfCase):
    """What became of an open case when one law gave way to the next, by which article."""

    from_regime = models.CharField(max_length=8)
    to_regime = models.CharField(max_length=8)
    state = models.CharField(max_length=40)
    way = models.CharField(max_length=8, choices=Way.choices)
    on = models.DateField()
    article = models.CharField(max_length=200)
    confidence = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(from_regime__in=states.REGIMES, to_regime__in=states.REGIMES)
                & ~Q(from_regime=F("to_regime")),
                name="rehab_transition_between_two",
            ),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="rehab_transition_way_known"),
            models.UniqueConstraint(fields=["case", "to_regime"], name="rehab_transition_once"),
        ]
