"""What a keeper of accounts proposes, its rows, and the links by which invited people come in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hoanhap.foundation.access.models import ROLE_CHOICES
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.places.fields import PathField
from hoanhap.kernel import ids

STATES = ("waiting", "done", "dropped")


class Proposal(models.Model):
    """Accounts to be made or postings to be given, all or none; nothing of it counts until it is done."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    needs_second = models.BooleanField()
    state = models.CharField(max_length=8, default="waiting", choices=[(state, state) for state in STATES])
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=STATES), name="accounts_proposal_state")]
        indexes = [models.Index(fields=["made_by", "state", "made_at"], name="accounts_proposal_mine")]


class ProposalRow(models.Model):
    """One account and one posting. With `account` from the start the account exists already."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    display_name = models.CharField(max_length=120)
    username = models.CharField(max_length=60)
    role = models.CharField(max_length=24, choices=ROLE_CHOICES)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120, blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="accounts_row_once"),
            models.UniqueConstraint(fields=["proposal", "username"], name="accounts_row_username"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="accounts_row_period"
            ),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="accounts_row_role"),
        ]


class Invitation(models.Model):
    """A link that lets its account come in for the first time: once, for seven days. Kept as a keyed digest."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    digest = models.BinaryField(max_length=32, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(used_at=None, voided_at=None), name="accounts_one_living_link"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="accounts_link_period"),
        ]
