"""Texts of consent in their versions, and who agreed to which, when, on what paper (đồng ý, rút lại đồng ý)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.privacy.models.shared import Kept
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField


class TextState(models.TextChoices):
    DRAFT = "draft", _("bản nháp")
    PUBLISHED = "published", _("đang dùng")
    SUPERSEDED = "superseded", _("đã thay")


class GivenBy(models.TextChoices):
    PERSON = "person", _("chính người đó")
    GUARDIAN = "guardian", _("cha, mẹ, người giám hộ")


class Medium(models.TextChoices):
    PAPER = "paper", _("ký trên giấy")
    SCREEN = "screen", _("đọc và xác nhận trước màn hình")


class ConsentText(Kept):
    """One version of the words for one purpose; once published it never changes, and its digest says so."""

    purpose = models.CharField(max_length=30)
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=TextState.choices, default=TextState.DRAFT)
    body = models.TextField()
    digest = models.CharField(max_length=64, blank=True, default="")
    written_by = models.CharField(max_length=40)
    written_at = models.DateTimeField()
    published_by = models.CharField(max_length=40, blank=True, default="")
    published_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "purpose", "version"], name="privacy_text_version_once"),
            models.UniqueConstraint(
                fields=["unit", "purpose"], condition=Q(state="published"), name="privacy_one_text_in_use"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", digest="", published_at=None)
                | (~Q(state="draft") & ~Q(digest="") & Q(published_at__isnull=False)),
                name="privacy_text_published_whole",
            ),
        ]


class Consent(Kept):
    """One person agreed to one text. Withdrawn or not, the row stays: it proves what was agreed."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    purpose = models.CharField(max_length=30)
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    given_by = models.CharField(max_length=10, choices=GivenBy.choices)
    child_agrees = models.BooleanField(default=False)
    giver_name = SealedField(data_class=DataClass.IDENTITY, null=True)
    medium = models.CharField(max_length=8, choices=Medium.choices)
    paper_number = SealedField(data_class=DataClass.SOCIAL, null=True)
    given_on = models.DateField()
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.CharField(max_length=40, blank=True, default="")
    withdrawn_recorded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "purpose"],
                condition=Q(withdrawn_on=None),
                name="privacy_one_consent_a_purpose",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_by="", withdrawn_recorded_at=None)
                | (Q(withdrawn_on__isnull=False, withdrawn_recorded_at__isnull=False) & ~Q(withdrawn_by="")),
                name="privacy_withdrawn_whole",
            ),
            models.CheckConstraint(
                condition=Q(given_by="person", giver_name=None) | Q(given_by="guardian", giver_name__isnull=False),
                name="privacy_guardian_named",
            ),
            models.CheckConstraint(
                condition=Q(medium="screen", paper_number=None) | Q(medium="paper", paper_number__isnull=False),
                name="privacy_paper_numbered",
            ),
        ]
        indexes = [models.Index(fields=["subject_id", "subject_kind"], name="privacy_consents_of_one")]
