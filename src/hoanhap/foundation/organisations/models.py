"""Agencies, posts and who owns which task, each valid from-to (first cut by the lead: PLACES, please take over)."""

from django.db import models

from hoanhap.kernel import ids


class Agency(models.Model):
    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    kind = models.CharField(max_length=24)
    name = models.CharField(max_length=160)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=12)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
