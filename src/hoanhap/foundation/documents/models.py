"""The register book of issued papers: one row a paper, one series of numbers for each issuer, kind and year."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.documents import rules
from hoanhap.foundation.documents.paper import Signature
from hoanhap.foundation.places.fields import PathField
from hoanhap.kernel import ids


class State(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    NUMBERED = "numbered", _("Đã vào sổ")


_WITHOUT_AGENCY = Q(agency__isnull=True)


class Series(models.Model):
    """The last number an issuer gave to a kind of papers in a year. Its row is the lock of the allocation.

    Without an agency the issuer is the people's committee of the unit.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=8, blank=True)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)
    last_issued_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "year"], condition=_WITHOUT_AGENCY, name="documents_series_of_committee"
            ),
            models.UniqueConstraint(
                fields=["agency", "kind", "year"], condition=~_WITHOUT_AGENCY, name="documents_series_of_agency"
            ),
        ]


class Document(models.Model):
    """One paper in the register. A draft has neither number nor day; a numbered one has both for good."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    paper = models.CharField(max_length=60, blank=True, help_text="Name in register.papers: what fills this paper")
    kind = models.CharField(max_length=8, blank=True, help_text="BC, KH, QĐ…; empty for an official letter")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=30)
    subject = models.CharField(max_length=500)
    place_name = models.CharField(max_length=100)
    issued_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    scope = models.CharField(max_length=60, blank=True, help_text="LƯU HÀNH NỘI BỘ, or empty")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    signer_authority = models.CharField(max_length=200, blank=True, help_text="Lines above the title, one a line")
    signer_title = models.CharField(max_length=100)
    signer_name = models.CharField(max_length=100)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=40)
    numbered_at = models.DateTimeField(null=True)
    numbered_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "year", "number"],
                condition=_WITHOUT_AGENCY & Q(number__isnull=False),
                name="documents_number_of_committee",
            ),
            models.UniqueConstraint(
                fields=["agency", "kind", "year", "number"],
                condition=~_WITHOUT_AGENCY & Q(number__isnull=False),
                name="documents_number_of_agency",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", number__isnull=True, numbered_at__isnull=True)
                | Q(state="numbered", number__gt=0, issued_on__isnull=False, numbered_at__isnull=False),
                name="documents_numbered_has_number_and_day",
            ),
        ]
        indexes = [
            models.Index(fields=["unit_path", "year"], name="documents_book"),
            models.Index(fields=["subject_kind", "subject_id"], name="documents_of_subject"),
        ]

    @property
    def notation(self) -> str:
        """ "05/BC-UBND", with a blank while it is a draft."""
        return rules.notation(self.number, self.symbol)

    @property
    def signature(self) -> Signature:
        lines = tuple(self.signer_authority.splitlines())
        return Signature(authority=lines, title=self.signer_title, name=self.signer_name)
