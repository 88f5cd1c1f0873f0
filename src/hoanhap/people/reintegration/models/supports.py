"""Everything a person was given, with kind, day, amount and source: the ledger of help (sổ hỗ trợ)."""

from django.db import models
from django.db.models import Q

from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.people.reintegration.models.loans import Loan
from hoanhap.people.reintegration.models.needs import Need
from hoanhap.people.reintegration.models.registers import Partner
from hoanhap.people.reintegration.models.rows import OfCase
from hoanhap.people.reintegration.models.work import Enrolment, Placement


class Support(OfCase):
    """One help. A course, a work or a loan enters its own line; a line that was a mistake is struck, never deleted."""

    kind = models.CharField(max_length=40)
    given_on = models.DateField()
    amount = models.PositiveBigIntegerField(null=True, blank=True)
    source = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="supports")
    need = models.ForeignKey(Need, null=True, blank=True, on_delete=models.PROTECT, related_name="supports")
    enrolment = models.OneToOneField(Enrolment, null=True, blank=True, on_delete=models.PROTECT, related_name="support")
    placement = models.OneToOneField(Placement, null=True, blank=True, on_delete=models.PROTECT, related_name="support")
    loan = models.OneToOneField(Loan, null=True, blank=True, on_delete=models.PROTECT, related_name="support")
    words = SealedField(data_class=DataClass.SOCIAL, null=True)
    struck = models.BooleanField(default=False)
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kind=""), name="reintegration_support_of_a_kind"),
            models.CheckConstraint(
                condition=Q(enrolment=None, placement=None)
                | Q(enrolment=None, loan=None)
                | Q(placement=None, loan=None),
                name="reintegration_support_of_one_act",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "given_on"], name="reintegration_help_by_case"),
            models.Index(fields=["unit_path", "kind", "given_on"], name="reintegration_help_by_unit"),
            models.Index(fields=["source", "given_on"], name="reintegration_help_by_source"),
        ]
