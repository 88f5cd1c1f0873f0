"""One signed sheet: of which movement, where, when, who and how many (bản ký cam kết)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hoanhap.people.community.pledges.rules import HOUSEHOLD, SIGNED_AT_MOST
from hoanhap.people.community.rows import Recorded


class SignerKind(models.TextChoices):
    """Who pledges on a sheet; one sheet is of one kind."""

    HOUSEHOLD = HOUSEHOLD, _("hộ gia đình")
    OFFICE = "office", _("cơ quan, đơn vị")
    SCHOOL = "school", _("trường học")
    BUSINESS = "business", _("cơ sở kinh doanh, nhà trọ")
    PERSON = "person", pgettext_lazy("signer", "cá nhân")


class PledgeSheet(Recorded):
    """A sheet that was signed for a movement: how many signed, never who. A wrong one is taken back.

    `hamlet`: empty for one of the unit as a whole. `parts`: codes of the movement's parts (`rows.joined`); empty where
    the movement has none. `kept_at`: where the paper lies, so that whoever doubts a number finds it.
    """

    movement = models.CharField(max_length=40)
    hamlet = models.ForeignKey("places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signer = models.CharField(max_length=12, choices=SignerKind.choices)
    signed_on = models.DateField()
    signed = models.PositiveIntegerField()
    parts = models.CharField(max_length=200, blank=True, default="")
    kept_at = models.CharField(max_length=160)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.CharField(max_length=40, blank=True, default="")
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(signer__in=SignerKind.values), name="community_pledge_signer_known"),
            models.CheckConstraint(
                condition=Q(signed__gte=1, signed__lte=SIGNED_AT_MOST), name="community_pledge_number_plausible"
            ),
            models.CheckConstraint(
                condition=~Q(movement="") & ~Q(kept_at=""), name="community_pledge_names_movement_and_paper"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_by="")),
                name="community_pledge_taken_back_whole",
            ),
            models.UniqueConstraint(
                fields=["unit", "movement", "hamlet", "signer", "signed_on"],
                condition=Q(taken_back_at=None, hamlet__isnull=False),
                name="community_pledge_once_in_a_hamlet",
            ),
            models.UniqueConstraint(
                fields=["unit", "movement", "signer", "signed_on"],
                condition=Q(taken_back_at=None, hamlet=None),
                name="community_pledge_once_in_a_unit",
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "movement", "signed_on"], name="community_pledge_by_unit")]
