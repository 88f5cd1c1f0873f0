"""What an official signs in with and where: factors, recovery codes, sessions, devices; and wrong guesses."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q

from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import clock, ids

KEY_SCOPE = "sign-in"
ACCOUNT = "access.Account"


class CodeApp(models.Model):
    """The app on a telephone that shows codes; one for each account.

    Its id is the account's: a sealed secret is bound to its row, so one moved to another account does not open.
    `offered` is a secret shown as a picture and not yet confirmed by a code.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.OneToOneField(ACCOUNT, on_delete=models.CASCADE, related_name="code_app")
    secret = SealedField(data_class=DataClass.IDENTITY)
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)
    offered = SealedField(data_class=DataClass.IDENTITY)
    offered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=F("account_id")), name="sign_in_app_of_its_account")]

    @property
    def key_scope(self) -> str:
        return KEY_SCOPE


class Passkey(models.Model):
    """A key in a telephone, a computer or a stick. Sealed: nobody can plant one by writing into the database."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    account = models.ForeignKey(ACCOUNT, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential = SealedField(data_class=DataClass.IDENTITY)
    credential_index = models.BinaryField(max_length=32, unique=True)
    counter = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    @property
    def key_scope(self) -> str:
        return KEY_SCOPE


class RecoveryCode(models.Model):
    """One of ten codes on paper, kept as a keyed digest; each opens once."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    account = models.ForeignKey(ACCOUNT, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Session(AbstractBaseSession):
    """A session of a browser. `session_key` is a digest of the cookie; no address of a machine is kept.

    `account` is set once the sign-in is complete: with the second factor, never before.
    """

    handle = models.UUIDField(unique=True, default=ids.new_id, editable=False)
    account = models.ForeignKey(ACCOUNT, on_delete=models.CASCADE, null=True, related_name="sessions")
    browser = models.CharField(max_length=40, default="")
    system = models.CharField(max_length=40, default="")
    started_at = models.DateTimeField(default=clock.wall)
    last_seen_at = models.DateTimeField(default=clock.wall)

    class Meta(AbstractBaseSession.Meta):
        abstract = False


class KnownDevice(models.Model):
    """A browser from which this account has signed in completely before: a stranger's guesses never close it."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    account = models.ForeignKey(ACCOUNT, on_delete=models.CASCADE, related_name="known_devices")
    digest = models.BinaryField(max_length=32)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="sign_in_device_once")]


class Guess(models.Model):
    """A guess that was wrong (or is just being tried). Account, address and device are keyed digests; gone in a day."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    kind = models.CharField(max_length=10, choices=[("password", "password"), ("code", "code")])
    account_index = models.BinaryField(max_length=32)
    address_index = models.BinaryField(max_length=32)
    device_index = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["account_index", "at"], name="sign_in_guess_account"),
            models.Index(fields=["address_index", "at"], name="sign_in_guess_address"),
            models.Index(fields=["at"], name="sign_in_guess_at"),
        ]


class SetUp(models.Model):
    """The one-time link that makes the first account. There is one row at most."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="sign_in_one_set_up")]
