"""What was handed to whom: on what basis, under which number, until when, by which two hands (sổ cung cấp dữ liệu)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.privacy.models.shared import Numbered
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField


class Basis(models.TextChoices):
    """Why it may be handed over; the words are the law's, the paper is named beside them."""

    STATE_WORK = "state_work", _("hoạt động của cơ quan nhà nước theo luật (Luật 91/2025/QH15 Điều 19)")
    CONSENT = "consent", _("người có dữ liệu đồng ý (Luật 91/2025/QH15 Điều 9)")
    URGENT = "urgent", _("bảo vệ tính mạng, sức khỏe trong tình trạng khẩn cấp (Luật 91/2025/QH15 Điều 19)")
    AUTHORITY = "authority", _("yêu cầu bằng văn bản của cơ quan có thẩm quyền")


class Disclosure(Numbered):
    """One handing over. Asked for by one person, confirmed by another (`joint_act`), then done, then given back."""

    subject_kind = models.CharField(max_length=40, blank=True, default="")
    subject_id = models.CharField(max_length=40, blank=True, default="")
    person_count = models.PositiveIntegerField()
    basis = models.CharField(max_length=12, choices=Basis.choices)
    document = SealedField(data_class=DataClass.SOCIAL, null=False)
    recipient = SealedField(data_class=DataClass.IDENTITY, null=False)
    purpose = SealedField(data_class=DataClass.SOCIAL, null=False)
    identity = models.BooleanField(default=False)
    social = models.BooleanField(default=False)
    expires_on = models.DateField()
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    joint_act = models.CharField(max_length=40, blank=True, default="")
    serial = models.CharField(max_length=40, blank=True, default="")
    handed_at = models.DateTimeField(null=True)
    handed_by = models.CharField(max_length=40, blank=True, default="")
    confirmed_by = models.CharField(max_length=40, blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True, default="")
    ending = SealedField(data_class=DataClass.SOCIAL, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="privacy_disclosure_numbered_once"),
            models.CheckConstraint(condition=Q(identity=True) | Q(social=True), name="privacy_disclosure_says_what"),
            models.CheckConstraint(condition=Q(person_count__gte=1), name="privacy_disclosure_of_somebody"),
            # Two hands, or nothing was handed over.
            models.CheckConstraint(
                condition=Q(handed_at=None, confirmed_by="", handed_by="")
                | (
                    ~Q(handed_at=None) & ~Q(confirmed_by="") & ~Q(handed_by="") & ~Q(confirmed_by=models.F("handed_by"))
                ),
                name="privacy_disclosure_two_hands",
            ),
        ]
        indexes = [
            models.Index(fields=["unit_path", "asked_at"], name="privacy_disclosures_of_unit"),
            models.Index(fields=["subject_id", "subject_kind"], name="privacy_disclosures_of_one"),
        ]
