"""The dossier that leads to one measure, paper by paper (hồ sơ đề nghị, giấy tờ)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids
from hoanhap.people.cases import states
from hoanhap.people.rehab.models.shared import OfCase


class DossierState(models.TextChoices):
    OPEN = "open", _("đang lập")
    SUBMITTED = "submitted", _("đã trình")
    DECIDED = "decided", _("đã quyết định")
    REFUSED = "refused", _("không tiếp nhận")
    DROPPED = "dropped", _("thôi lập")


class ItemState(models.TextChoices):
    MISSING = "missing", _("còn thiếu")
    PRESENT = "present", _("đã có")
    WAIVED = "waived", _("không cần nộp")


class WaivedBecause(models.TextChoices):
    HELD = "held", _("đã nộp trong hồ sơ trước")
    NOT_APPLICABLE = "not_applicable", _("không áp dụng cho người này")


LIVING = (DossierState.OPEN, DossierState.SUBMITTED)


class Dossier(OfCase):
    """What is collected for one move (`verb`) under the regime of the day it was begun; it keeps that checklist."""

    verb = models.CharField(max_length=60)
    regime = models.CharField(max_length=8)
    state = models.CharField(max_length=12, choices=DossierState.choices, default=DossierState.OPEN)
    opened_on = models.DateField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=40, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=40, blank=True, default="")
    article = models.CharField(max_length=200, blank=True, default="")
    # What is said beside the coded reason may speak of the person.
    words = SealedField(data_class=DataClass.SOCIAL, null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(regime__in=states.REGIMES), name="rehab_dossier_regime_known"),
            models.CheckConstraint(condition=Q(state__in=DossierState.values), name="rehab_dossier_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in LIVING], ended_on=None)
                | (~Q(state__in=[one.value for one in LIVING]) & Q(ended_on__isnull=False)),
                name="rehab_dossier_ended_when_it_is",
            ),
            models.CheckConstraint(
                condition=~Q(state="submitted") | (Q(submitted_at__isnull=False) & ~Q(submitted_by="")),
                name="rehab_dossier_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | (~Q(ground="") & ~Q(article="")),
                name="rehab_dossier_refused_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["case", "verb"],
                condition=Q(state__in=[one.value for one in LIVING]),
                name="rehab_one_living_dossier",
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "state"], name="rehab_dossiers_by_unit")]


class DossierItem(models.Model):
    """One paper of a dossier: there, still missing, or not needed for a coded reason."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    position = models.PositiveSmallIntegerField()
    paper = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=ItemState.choices, default=ItemState.MISSING)
    number = models.CharField(max_length=60, blank=True, default="")
    on = models.DateField(null=True, blank=True)
    waived_because = models.CharField(max_length=16, choices=WaivedBecause.choices, blank=True, default="")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="rehab_item_state_known"),
            models.CheckConstraint(
                condition=(Q(state="waived") & ~Q(waived_because="")) | (~Q(state="waived") & Q(waived_because="")),
                name="rehab_item_waived_for_a_reason",
            ),
            models.UniqueConstraint(fields=["dossier", "paper"], name="rehab_item_once"),
        ]
