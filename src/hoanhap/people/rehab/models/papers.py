"""Papers the office writes about a case, and the register of certificates (giấy tờ, sổ cấp giấy chứng nhận)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.people.cases import states
from hoanhap.people.rehab.models.shared import OfCase


class Completion(models.TextChoices):
    """How a measure came to its end; a certificate without it is refused."""

    FULL_TERM = "full_term", _("hết thời hạn")
    REDUCED = "reduced", _("được giảm thời hạn")
    VOLUNTARY_COMPLETE = "voluntary_complete", _("hoàn thành cai nghiện tự nguyện")
    TRANSFERRED = "transferred", _("chuyển sang biện pháp hoặc nơi khác")


class Served(models.TextChoices):
    REHAB = "rehab", _("cai nghiện")
    AFTER = "after", _("quản lý sau cai nghiện")


class CasePaper(OfCase):
    """One paper as it was written on a day, under the regime of that day. Its words stay, whatever changes later."""

    code = models.CharField(max_length=40)
    regime = models.CharField(max_length=8)
    form = models.CharField(max_length=30, blank=True, default="")
    own_layout = models.BooleanField()
    title = models.CharField(max_length=200)
    on = models.DateField()
    article = models.CharField(max_length=200, blank=True, default="")
    ground = models.CharField(max_length=40, blank=True, default="")
    completion = models.CharField(max_length=20, choices=Completion.choices, blank=True, default="")
    issuer = models.CharField(max_length=12)
    # The whole text, with the person's name: it must read the same years later.
    body = SealedField(data_class=DataClass.SOCIAL, null=True)
    document = models.OneToOneField(
        "documents.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    issued_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(regime__in=states.REGIMES), name="rehab_paper_regime_known"),
            models.CheckConstraint(
                condition=Q(code="completion_certificate") & ~Q(completion="")
                | ~Q(code="completion_certificate") & Q(completion=""),
                name="rehab_certificate_has_its_type",
            ),
            models.CheckConstraint(
                condition=Q(document=None, issued_at=None) | Q(issued_at__isnull=False), name="rehab_paper_issued_whole"
            ),
        ]


class Certificate(OfCase):
    """One line of the register of certificates: number, day, holder, type. Given by the commune or by a facility."""

    served = models.CharField(max_length=8, choices=Served.choices)
    completion = models.CharField(max_length=20, choices=Completion.choices)
    number = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    issued_on = models.DateField()
    issuer_name = models.CharField(max_length=200)
    measure = models.CharField(max_length=40)
    regime = models.CharField(max_length=8)
    paper = models.OneToOneField(CasePaper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(completion__in=Completion.values), name="rehab_certificate_completion_known"
            ),
            models.CheckConstraint(condition=Q(served__in=Served.values), name="rehab_certificate_served_known"),
            models.CheckConstraint(condition=~Q(number="") & ~Q(issuer_name=""), name="rehab_certificate_numbered"),
            models.UniqueConstraint(fields=["issuer_name", "served", "year", "number"], name="rehab_certificate_once"),
        ]
        indexes = [models.Index(fields=["unit_path", "year"], name="rehab_certificates_by_year")]
