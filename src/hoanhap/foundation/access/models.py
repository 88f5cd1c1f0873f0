"""Accounts and postings: who may sign in, and as what, where and how long."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from hoanhap.foundation.access.roles import DESCRIPTIONS, Role
from hoanhap.foundation.places.fields import PathField
from hoanhap.kernel import clock, ids

ROLE_CHOICES = [(role.value, role.value) for role in DESCRIPTIONS]


class AccountManager(BaseUserManager["Account"]):
    """Looks accounts up by user name; making one is an action, not a manager's method."""


class Account(AbstractBaseUser):
    """A person who works with the system. The display name is that of an official, never of a person served."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    objects = AccountManager()

    @property
    def is_staff(self) -> bool:
        """Django's own admin site is not installed; nobody is staff of it."""
        return False


class Posting(models.Model):
    """One role at one place for a period [valid_from, valid_to); the path is copied from the place as its scope.

    `attested_until`: somebody said that it is needed up to this day; see `attestation`.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(max_length=24, choices=ROLE_CHOICES)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    path = PathField()
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    attested_until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="access_posting_period"
            ),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="access_known_role"),
        ]
        indexes = [models.Index(fields=["account", "valid_from"], name="access_posting_by_account")]
