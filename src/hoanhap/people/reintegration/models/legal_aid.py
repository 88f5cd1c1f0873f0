"""A slip with which somebody goes to an office of legal aid, and what came of it (giới thiệu trợ giúp pháp lý)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.people.reintegration.models.needs import Need
from hoanhap.people.reintegration.models.registers import Partner
from hoanhap.people.reintegration.models.rows import OfCase


class LegalAidOutcome(models.TextChoices):
    WAITING = "", _("chưa biết kết quả")
    ADVISED = "advised", _("đã được tư vấn pháp luật")
    REPRESENTED = "represented", _("đã được cử người bào chữa, bảo vệ, đại diện")
    DECLINED = "declined", _("nơi ấy không nhận")
    NOT_GONE = "not_gone", _("người ấy không đến")
    WITHDRAWN = "withdrawn", _("thu lại giấy (ghi nhầm)")


class LegalAidReferral(OfCase):
    """One slip for one need. The person carries it himself: the house tells the office nothing about anybody."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="legal_referrals")
    office = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="legal_referrals")
    # What the person wants help with, in the words that stand on the slip.
    matter = SealedField(data_class=DataClass.SOCIAL)
    referred_on = models.DateField()
    outcome = models.CharField(max_length=12, choices=LegalAidOutcome.choices, blank=True, default="")
    outcome_on = models.DateField(null=True, blank=True)
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=LegalAidOutcome.values), name="reintegration_legal_outcome_known"
            ),
            models.CheckConstraint(condition=Q(matter__isnull=False), name="reintegration_legal_matter_said"),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None) | (~Q(outcome="") & Q(outcome_on__gte=F("referred_on"))),
                name="reintegration_legal_outcome_whole",
            ),
            models.UniqueConstraint(fields=["need"], condition=Q(outcome=""), name="reintegration_legal_one_waits"),
        ]
        indexes = [models.Index(fields=["case", "referred_on"], name="reintegration_legal_by_case")]
