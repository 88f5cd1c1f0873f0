"""Guarantors, family, who does what, and commitments of one case (bảo lãnh, gia đình, phân công, cam kết)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids


class GuarantorKind(models.TextChoices):
    PERSON = "person", _("cá nhân")
    ORGANISATION = "organisation", _("cơ quan, tổ chức")


class Relation(models.TextChoices):
    MOTHER = "mother", _("mẹ")
    FATHER = "father", _("cha")
    SPOUSE = "spouse", _("vợ, chồng")
    SIBLING = "sibling", _("anh, chị, em")
    CHILD = "child", _("con")
    GRANDPARENT = "grandparent", _("ông, bà")
    GUARDIAN = "guardian", _("người giám hộ")
    OTHER = "other", _("người thân khác")


class OwnerKind(models.TextChoices):
    """Whose work it is. A helper is whoever is the main helper of the case on the day asked about."""

    HELPER = "helper", _("người giúp đỡ")
    FAMILY = "family", _("gia đình")
    GUARANTOR = "guarantor", _("người, tổ chức bảo lãnh")
    MEMBER = "member", _("thành viên Tổ công tác")
    AGENCY = "agency", _("cơ quan, đoàn thể")


class ChargeKind(models.TextChoices):
    VISIT = "visit", _("thăm, động viên, nắm mong muốn")
    COUNSEL = "counsel", _("tư vấn")
    DAILY = "daily", _("chăm sóc, nhắc nhở hằng ngày")
    RESIDENCE = "residence", _("nắm nơi ở")
    HEALTH = "health", _("chăm sóc sức khỏe")
    WORK = "work", _("học nghề, việc làm, vay vốn")
    SCHOOL = "school", _("học văn hóa")
    PAPERS = "papers", _("giúp làm giấy tờ")
    REPORT = "report", _("báo cho xã khi cần hỗ trợ")
    OTHER = "other", _("việc khác")


class FormKind(models.TextChoices):
    """Who commits himself by it."""

    PERSON = "person", _("cam kết của người được hỗ trợ")
    FAMILY = "family", _("cam kết của gia đình")
    GUARANTOR = "guarantor", _("cam kết bảo lãnh")


class SignedBy(models.TextChoices):
    NONE = "", _("chưa ký")
    PAPER = "paper", _("bản giấy, có ảnh chụp hoặc bản quét")
    ELECTRONIC = "electronic", _("chữ ký điện tử")


def _forward(name: str) -> models.CheckConstraint:
    """Ended on the day it began: an empty interval, it counts on no day."""
    return models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name=name)


class OfCase(models.Model):
    """What every row here has: its case, where that lies, and who wrote it."""

    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def key_scope(self) -> str:
        return self.unit_path


class Guarantor(OfCase):
    """Somebody who vouches for the person in [valid_from, valid_to); any number, also at one time; ended ones stay."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="guarantors")
    kind = models.CharField(max_length=12, choices=GuarantorKind.choices)
    name = SealedField(data_class=DataClass.IDENTITY, null=False)
    phone = SealedField(data_class=DataClass.IDENTITY, null=True)
    relation = SealedField(data_class=DataClass.IDENTITY, null=True)
    document_number = models.CharField(max_length=60, blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    ended_by = models.CharField(max_length=40, blank=True, default="")
    end_reason = SealedField(data_class=DataClass.SOCIAL, null=True)
    paper = models.ForeignKey("files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=GuarantorKind.values), name="commitments_guarantor_kind"),
            _forward("commitments_guarantor_forward"),
            models.CheckConstraint(condition=Q(ended_by="") | Q(valid_to__isnull=False), name="commitments_ended_when"),
        ]
        indexes = [models.Index(fields=["case", "valid_from", "valid_to"], name="commitments_guarantor_case")]


class FamilyMember(OfCase):
    """Somebody of the family who agreed to be named, called and given work; asked for and taken back by himself."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="family")
    name = SealedField(data_class=DataClass.IDENTITY, null=False)
    phone = SealedField(data_class=DataClass.IDENTITY, null=True)
    relation = models.CharField(max_length=12, choices=Relation.choices)
    carer = models.BooleanField(default=False)
    agreed_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="commitments_relation_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(agreed_on__isnull=False, withdrawn_on__gte=F("agreed_on")),
                name="commitments_withdrawn_after_agreed",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="commitments_family_case")]


_OWNERS = {"family": "family", "guarantor": "guarantor", "member": "member", "agency": "agency", "helper": ""}
"""Kind of owner → the column that names him; the helper is whoever helps."""


def _owned() -> Q:
    """Exactly the column of its kind is filled: no piece of work without somebody whose it is."""
    columns = [column for column in _OWNERS.values() if column]
    kinds = [
        Q(owner_kind=kind, **{f"{one}__isnull": one != column for one in columns}) for kind, column in _OWNERS.items()
    ]
    return Q(*kinds, _connector=Q.OR)


class Charge(OfCase):
    """One piece of work for one person, and whose it is, in [valid_from, valid_to) (ai làm gì)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="charges")
    kind = models.CharField(max_length=12, choices=ChargeKind.choices)
    words = SealedField(data_class=DataClass.SOCIAL, null=True)
    owner_kind = models.CharField(max_length=10, choices=OwnerKind.choices)
    family = models.ForeignKey(FamilyMember, null=True, blank=True, on_delete=models.PROTECT, related_name="charges")
    guarantor = models.ForeignKey(Guarantor, null=True, blank=True, on_delete=models.PROTECT, related_name="charges")
    member = models.ForeignKey(
        "community.TaskForceMember", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey(
        "organisations.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ChargeKind.values), name="commitments_charge_kind"),
            models.CheckConstraint(
                condition=~Q(kind="other") | Q(words__isnull=False), name="commitments_other_charge_said"
            ),
            models.CheckConstraint(condition=_owned(), name="commitments_charge_has_owner"),
            _forward("commitments_charge_forward"),
        ]
        indexes = [models.Index(fields=["case", "valid_from", "valid_to"], name="commitments_charge_case")]


class Commitment(OfCase):
    """A paper somebody signs for this case. It counts as signed with a photo or scan, or an electronic signature."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="commitments")
    form = models.CharField(max_length=10, choices=FormKind.choices)
    family = models.ForeignKey(FamilyMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    guarantor = models.ForeignKey(Guarantor, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.CharField(max_length=10, blank=True, default="", choices=SignedBy.choices)
    paper = models.ForeignKey("files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # What the signing service calls the signature: whoever doubts it asks there.
    signature_code = models.CharField(max_length=120, blank=True, default="")
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(form="person", family=None, guarantor=None)
                | Q(form="family", family__isnull=False, guarantor=None)
                | Q(form="guarantor", family=None, guarantor__isnull=False),
                name="commitments_form_has_signer",
            ),
            models.CheckConstraint(
                condition=Q(signed_by="", signed_at=None, paper=None, signature_code="")
                | Q(signed_by="paper", signed_at__isnull=False, paper__isnull=False, signature_code="")
                | Q(signed_by="electronic", signed_at__isnull=False, paper=None) & ~Q(signature_code=""),
                name="commitments_signed_with_proof",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("on")), name="commitments_commitment_forward"
            ),
        ]
        indexes = [models.Index(fields=["case", "on"], name="commitments_by_case")]
