"""Requests of people about their own data, with the moments the law counts (sổ yêu cầu)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models.shared import Numbered
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField


class Asker(models.TextChoices):
    PERSON = "person", _("chính người có dữ liệu")
    GUARDIAN = "guardian", _("cha, mẹ, người giám hộ")
    REPRESENTATIVE = "representative", _("người được ủy quyền")


class IdentityCheck(models.TextChoices):
    ID_CARD = "id_card", _("xem căn cước, giấy tờ tùy thân")
    VNEID = "vneid", _("xem VNeID")
    AUTHORISATION = "authorisation", _("giấy ủy quyền và giấy tờ tùy thân")
    KINSHIP = "kinship", _("giấy tờ chứng minh quan hệ và giấy tờ tùy thân")


class Channel(models.TextChoices):
    DESK = "desk", _("tại trụ sở")
    POST = "post", _("qua bưu chính")
    PORTAL = "portal", _("Cổng dịch vụ công")
    PHONE = "phone", _("qua điện thoại, đã hẹn xác minh")


class Outcome(models.TextChoices):
    GRANTED = "granted", _("đáp ứng")
    PARTLY = "partly", _("đáp ứng một phần")
    REFUSED = "refused", _("từ chối")


_KINDS = [(kind.value, kind.value) for kind in RequestKind]
_DECIDED = Q(decided_at__isnull=False) & ~Q(outcome="")


class RightsRequest(Numbered):
    """One request: received, confirmed, decided, done. `subject_id` points at whoever the data are about, if found."""

    kind = models.CharField(max_length=16, choices=_KINDS)
    subject_kind = models.CharField(max_length=40, blank=True, default="")
    subject_id = models.CharField(max_length=40, blank=True, default="")
    asker = models.CharField(max_length=16, choices=Asker.choices)
    identity_check = models.CharField(max_length=16, choices=IdentityCheck.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    person_name = SealedField(data_class=DataClass.IDENTITY, null=False)
    asker_name = SealedField(data_class=DataClass.IDENTITY, null=True)
    contact = SealedField(data_class=DataClass.IDENTITY, null=True)
    asked = SealedField(data_class=DataClass.SOCIAL, null=True)
    processor = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    acknowledge_due_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=40, blank=True, default="")
    answer_due_at = models.DateTimeField()
    extended_at = models.DateTimeField(null=True)
    extension_reason = SealedField(data_class=DataClass.SOCIAL, null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=40, blank=True, default="")
    outcome = models.CharField(max_length=8, blank=True, default="", choices=Outcome.choices)
    ground = models.CharField(max_length=30, blank=True, default="")
    article = models.CharField(max_length=300, blank=True, default="")
    answer = SealedField(data_class=DataClass.SOCIAL, null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=40, blank=True, default="")
    done_entry = models.CharField(max_length=40, blank=True, default="", help_text="The log entry of the act itself")
    copy_made_at = models.DateTimeField(null=True)
    consent = models.ForeignKey("privacy.Consent", null=True, on_delete=models.PROTECT, related_name="requests")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="privacy_request_numbered_once"),
            models.CheckConstraint(condition=Q(kind__in=[kind for kind, _ in _KINDS]), name="privacy_request_kind"),
            models.CheckConstraint(condition=Q(decided_at=None, outcome="") | _DECIDED, name="privacy_decided_whole"),
            models.CheckConstraint(
                condition=~Q(outcome__in=["refused", "partly"]) | (~Q(ground="") & ~Q(article="")),
                name="privacy_refused_with_ground",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(decided_at__isnull=False), name="privacy_done_decided"
            ),
            models.CheckConstraint(condition=Q(answer_due_at__gt=F("received_at")), name="privacy_answer_after_asking"),
        ]
        indexes = [
            models.Index(fields=["unit_path", "received_at"], name="privacy_requests_of_unit"),
            models.Index(fields=["subject_id", "subject_kind"], name="privacy_requests_of_one"),
        ]
