"""How long a unit keeps each category, when it chose other terms than those shipped (thời hạn lưu giữ)."""

from django.db import models

from hoanhap.foundation.privacy.models.shared import Kept


class RetentionTerm(Kept):
    """The term one unit set for one category; it holds for the units below as well, until they set their own."""

    category = models.CharField(max_length=40)
    seal_after_days = models.PositiveIntegerField(null=True)
    keep_years = models.PositiveSmallIntegerField(null=True)
    basis = models.CharField(max_length=500, blank=True, default="")
    confidence = models.CharField(max_length=8)
    set_by = models.CharField(max_length=40)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "category"], name="privacy_one_term_a_category")]
