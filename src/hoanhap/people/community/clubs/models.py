"""Clubs, who belongs to them, what they did and who came (câu lạc bộ, hội viên, buổi sinh hoạt, có mặt)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.kernel import ids
from hoanhap.people.community.rows import Recorded


class ClubKind(models.TextChoices):
    PEERS = "peers", _("người sau cai")
    FAMILIES = "families", _("gia đình")
    WOMEN = "women", _("phụ nữ")
    YOUTH = "youth", _("thanh niên")
    CULTURE = "culture", _("văn hóa, văn nghệ")
    SPORT = "sport", _("thể dục, thể thao")
    PREVENTION = "prevention", _("phòng, chống tội phạm, giữ trật tự")
    OTHER = "other", _("loại khác")


class Activity(models.TextChoices):
    MEETING = "meeting", _("sinh hoạt")
    TALK = "talk", _("nói chuyện chuyên đề")
    SKILLS = "skills", _("kỹ năng, dạy nghề")
    CULTURE = "culture", _("văn hóa, văn nghệ")
    SPORT = "sport", _("thể dục, thể thao")
    VOLUNTEERING = "volunteering", _("tình nguyện")
    SOCIAL_SECURITY = "social_security", _("an sinh xã hội")
    OTHER = "other", _("hoạt động khác")


class Club(Recorded):
    """A club of a commune, [valid_from, valid_to)."""

    name = models.CharField(max_length=160)
    folded = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, choices=ClubKind.choices)
    leader = models.CharField(max_length=120)
    place = models.CharField(max_length=200, blank=True, default="")
    decision_number = models.CharField(max_length=60, blank=True, default="")
    decision_on = models.DateField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ClubKind.values), name="community_club_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="community_club_named"),
            models.CheckConstraint(condition=~Q(leader=""), name="community_club_led"),
            models.CheckConstraint(
                condition=Q(decision_number="", decision_on=None)
                | (~Q(decision_number="") & Q(decision_on__isnull=False)),
                name="community_club_decision_whole",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="community_club_forward"
            ),
            models.UniqueConstraint(fields=["unit", "folded"], condition=Q(valid_to=None), name="community_club_once"),
        ]
        indexes = [models.Index(fields=["unit_path", "valid_from"], name="community_club_by_unit")]


class ClubMember(models.Model):
    """A person belongs to a club, [valid_from, valid_to)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey("persons.Person", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["club", "person"], condition=Q(valid_to=None), name="community_club_member_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="community_club_member_forward"
            ),
        ]


class Meeting(Recorded):
    """Something a club did on a day; who came of its members stands in the attendance, of others only how many."""

    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    activity = models.CharField(max_length=16, choices=Activity.choices)
    title = models.CharField(max_length=160, blank=True, default="")
    guests = models.PositiveSmallIntegerField(default=0)
    # The movements and programmes it serves; it is one activity, however many they are.
    movements = models.CharField(max_length=400, blank=True, default="")
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(activity__in=Activity.values), name="community_meeting_activity_known"),
            models.UniqueConstraint(fields=["club", "held_on", "activity"], name="community_meeting_once"),
        ]
        indexes = [models.Index(fields=["unit_path", "held_on"], name="community_meeting_by_unit")]


class Attendance(models.Model):
    """One person came to one meeting. Who did not come leaves no row."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    person = models.ForeignKey("persons.Person", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    present = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="community_attendance_once"),
            models.CheckConstraint(condition=Q(present=True), name="community_attendance_came"),
        ]
        indexes = [models.Index(fields=["person"], name="community_attendance_by_person")]
