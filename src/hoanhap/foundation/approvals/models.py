"""Runs of a submission and the acts on them."""

from django.db import models
from django.db.models import Q

from hoanhap.foundation.approvals.states import State, Verb
from hoanhap.kernel import ids


class Run(models.Model):
    """Where one submission stands."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    state = models.CharField(max_length=12, default=State.DRAFT.value)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[item.value for item in State]), name="approvals_known_state")
        ]


class Act(models.Model):
    """Who did what to a run, when, under which title, and why (a return needs its reason)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="acts")
    verb = models.CharField(max_length=12, choices=Verb.choices)
    by_account = models.CharField(max_length=40)
    by_title = models.CharField(max_length=200)
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(verb__in=[item.value for item in Verb]), name="approvals_known_verb"),
            models.CheckConstraint(
                condition=~Q(verb=Verb.RETURN.value) | ~Q(reason=""), name="approvals_return_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["run", "at"], name="approvals_acts_of_run")]
