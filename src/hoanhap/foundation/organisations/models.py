"""Agencies, posts and the owners of tasks. Two owners of one task on one level never overlap (migration 0002)."""

from django.db import models
from django.db.models import F, Q

from hoanhap.foundation.organisations.kinds import AgencyKind, Level
from hoanhap.kernel import ids


class Agency(models.Model):
    """An agency at a place; a central one has no place."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    kind = models.CharField(max_length=16, choices=AgencyKind.choices)
    name = models.CharField(max_length=160)
    level = models.CharField(max_length=10, choices=Level.choices)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="agencies")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="below")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "place", "name"],
                condition=Q(valid_to__isnull=True),
                name="agency_once_at_place",
            ),
            models.UniqueConstraint(
                fields=["kind", "name"],
                condition=Q(valid_to__isnull=True, place__isnull=True),
                name="agency_once_central",
            ),
            models.CheckConstraint(condition=Q(kind__in=AgencyKind.values), name="agency_kind_known"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="agency_level_known"),
            models.CheckConstraint(
                condition=Q(level="central", place__isnull=True) | (~Q(level="central") & Q(place__isnull=False)),
                name="agency_place_unless_central",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="agency_period_forward"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="agency_named"),
        ]
        indexes = [models.Index(fields=["place", "kind", "valid_from"], name="agency_at_place")]


class Post(models.Model):
    """A seat in an agency, apart from who sits in it."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=120)
    code = models.CharField(max_length=30)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "code"], condition=Q(valid_to__isnull=True), name="post_once_in_agency"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="post_period_forward"
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(code=""), name="post_named"),
        ]


class TaskOwner(models.Model):
    """This kind of agency holds this task on this level from one day to another."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    task = models.CharField(max_length=40)
    level = models.CharField(max_length=10, choices=Level.choices)
    kind = models.CharField(max_length=16, choices=AgencyKind.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    confidence = models.CharField(max_length=10, help_text="SEEN, SEEN-2, RECALL or INFER")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "level", "valid_from"], name="task_owner_once"),
            models.UniqueConstraint(
                fields=["task", "level"], condition=Q(valid_to__isnull=True), name="task_owner_one_open"
            ),
            models.CheckConstraint(condition=Q(kind__in=AgencyKind.values), name="task_owner_kind_known"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="task_owner_level_known"),
            models.CheckConstraint(
                condition=Q(confidence__in=["SEEN", "SEEN-2", "RECALL", "INFER"]), name="task_owner_confidence_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="task_owner_period_forward"
            ),
        ]
