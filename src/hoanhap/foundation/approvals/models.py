"""Runs of a submission and the acts on them. Why something was returned may name somebody, so it is sealed."""

from django.db import models
from django.db.models import Q

from hoanhap.foundation.approvals.states import State, Verb
from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids


class Run(models.Model):
    """Where one submission stands."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    state = models.CharField(max_length=12, default=State.DRAFT.value)
    opened_at = models.DateTimeField()
    unit_path = PathField(blank=True, default="")

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
    reason = SealedField(data_class=DataClass.SOCIAL)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(verb__in=[item.value for item in Verb]), name="approvals_known_verb"),
            models.CheckConstraint(
                condition=~Q(verb=Verb.RETURN.value) | Q(reason__isnull=False), name="approvals_return_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["run", "at"], name="approvals_acts_of_run")]

    @property
    def key_scope(self) -> str:
        """The unit that submits; without one the key of the whole house."""
        return self.run.unit_path or "/"
