"""Openings with their reviews, and how often an account has tried today."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hoanhap.foundation.break_glass.rules import TRIES_A_DAY, Category, Verdict
from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids

_JUDGED = Q(verdict__in=Verdict.values, reviewed_by__isnull=False, reviewed_at__isnull=False)
_NOT_JUDGED = Q(verdict="", reviewed_by=None, reviewed_at=None)


class Opening(models.Model):
    """One file open to one account in [opened_at, ends_at). The reason and what reviewers wrote lie sealed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    home = models.CharField(max_length=160, help_text="The unit the opener is posted to, in words")
    subject_id = models.UUIDField(help_text="The file; nothing below people knows more of it")
    label = models.CharField(max_length=24, help_text="The code of the file")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    category = models.CharField(max_length=12, choices=Category.choices)
    reason = SealedField(data_class=DataClass.SOCIAL, null=False)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    review_due_at = models.DateTimeField()
    verdict = models.CharField(max_length=16, blank=True, default="", choices=Verdict.choices)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review_note = SealedField(data_class=DataClass.SOCIAL, null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lift_note = SealedField(data_class=DataClass.SOCIAL, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(category__in=Category.values), name="break_glass_category_known"),
            models.CheckConstraint(condition=_JUDGED | _NOT_JUDGED, name="break_glass_review_whole"),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("account")), name="break_glass_not_judged_by_himself"
            ),
            models.CheckConstraint(
                condition=Q(lifted_by=None, lifted_at=None)
                | (
                    Q(lifted_by__isnull=False, lifted_at__isnull=False, verdict=Verdict.NOT_JUSTIFIED.value)
                    & ~Q(lifted_by=F("account"))
                ),
                name="break_glass_lifted_by_another",
            ),
            models.CheckConstraint(condition=Q(ends_at__gte=F("opened_at")), name="break_glass_period"),
        ]
        indexes = [
            models.Index(fields=["account", "opened_at"], name="break_glass_of_account"),
            models.Index(fields=["unit_path", "opened_at"], name="break_glass_of_unit"),
        ]

    @property
    def key_scope(self) -> str:
        return self.unit_path


class Tries(models.Model):
    """How many files an account has asked for on a day, found or not: counted up by a conditional update."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    made = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "on"], name="break_glass_one_count_a_day"),
            models.CheckConstraint(condition=Q(made__lte=TRIES_A_DAY), name="break_glass_tries_bounded"),
        ]
