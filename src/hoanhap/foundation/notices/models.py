"""Tables of duties and of changes to the calendar of working days (việc, ngày nghỉ)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hoanhap.foundation.places.fields import PathField
from hoanhap.kernel import ids


class Ending(models.TextChoices):
    OPEN = "", "đang chờ"
    DONE = "done", "đã làm"
    CANCELLED = "cancelled", "không còn cần"


class Duty(models.Model):
    """One piece of work for a post or for one account, until a moment. At most one open duty per key."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=160)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    holder_role = models.CharField(max_length=40)
    holder_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_at = models.DateTimeField()
    article = models.CharField(max_length=200, blank=True, default="")
    confidence = models.CharField(max_length=12, blank=True, default="")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=40)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=40, blank=True, default="")
    ending = models.CharField(max_length=12, blank=True, default="", choices=Ending.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(settled_at=None), name="notices_one_open_duty_per_key"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by="", ending="")
                | (Q(settled_at__isnull=False, ending__in=["done", "cancelled"]) & ~Q(settled_by="")),
                name="notices_settled_whole_or_not",
            ),
            models.CheckConstraint(condition=~Q(holder_role=""), name="notices_duty_has_a_post"),
            models.CheckConstraint(condition=~Q(kind="") & ~Q(key="") & ~Q(subject_id=""), name="notices_duty_named"),
        ]
        indexes = [
            models.Index(
                fields=["holder_role", "unit_path", "due_at"], condition=Q(settled_at=None), name="notices_open_by_post"
            ),
            models.Index(
                fields=["holder_account", "due_at"], condition=Q(settled_at=None), name="notices_open_by_account"
            ),
            models.Index(
                fields=["subject_id", "subject_kind"], condition=Q(settled_at=None), name="notices_open_by_subject"
            ),
        ]


class HolidayChange(models.Model):
    """One day the office works or rests against the built-in calendar (nghỉ bù, làm bù)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    on = models.DateField(unique=True)
    off = models.BooleanField()
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="notices_holiday_named")]
