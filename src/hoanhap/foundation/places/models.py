"""Places, who succeeded whom, and former names. Ids of reference places are fixed by the data: paths never change."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places import paths
from hoanhap.foundation.places.fields import PathField
from hoanhap.kernel.text import upper_first


class PlaceKind(models.TextChoices):
    PROVINCE = "province", _("Cấp tỉnh")
    DISTRICT = "district", _("Cấp huyện")
    COMMUNE = "commune", _("Cấp xã")
    HAMLET = "hamlet", _("Ấp, khóm, tổ dân phố")


class Share(models.TextChoices):
    WHOLE = "whole", _("Toàn bộ")
    PART = "part", _("Một phần")


def written(title: str, name: str, kind: str) -> str:
    capital = kind != PlaceKind.HAMLET and (name[:1].isdigit() or name == "Hồ Chí Minh")
    return f"{upper_first(title) if capital else title} {name}"


class PlaceQuerySet(models.QuerySet["Place"]):
    def as_of(self, on: date) -> Self:
        """The units that live on this day (valid_from ≤ on < valid_to)."""
        return self.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))

    def under(self, path: str) -> Self:
        return self.filter(paths.under("path", path))


class Place(models.Model):
    """One administrative unit as it lived from one day to another."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=60, help_text="Fixed name in the reference data, for example 63-29977")
    code = models.CharField(max_length=10, blank=True, help_text="Official code of the statistics office at that time")
    title = models.CharField(max_length=20, help_text="xã, phường, thị trấn, huyện, ấp…, in lower case")
    name = models.CharField(max_length=100, help_text="Without the title")
    folded = models.CharField(max_length=100, help_text="spelling.search_key(name)")
    kind = models.CharField(max_length=10, choices=PlaceKind.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = PathField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    from_known = models.BooleanField(default=True, help_text="False: valid_from is the beginning of our records")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="place_key_once"),
            models.UniqueConstraint(fields=["path"], name="place_path_once"),
            models.UniqueConstraint(
                fields=["code", "valid_from", "kind"], condition=~Q(code=""), name="place_code_once"
            ),
            models.UniqueConstraint(
                fields=["parent", "title", "folded", "valid_from"],
                condition=Q(kind="hamlet"),
                name="hamlet_once_in_commune",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="place_period_forward"
            ),
            models.CheckConstraint(condition=Q(kind__in=PlaceKind.values), name="place_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="province", parent__isnull=True) | (~Q(kind="province") & Q(parent__isnull=False)),
                name="place_parent_unless_province",
            ),
            models.CheckConstraint(
                condition=Q(path__startswith="/") & Q(path__endswith="/"), name="place_path_closed_by_slashes"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(title=""), name="place_named"),
        ]
        indexes = [
            models.Index(fields=["folded"], name="place_folded"),
            models.Index(fields=["code"], name="place_code"),
            models.Index(fields=["kind", "valid_from"], name="place_kind_from"),
        ]

    @property
    def full_name(self) -> str:
        """As it runs in a sentence: "xã Thường Lạc", but "Phường 12" (Decree 30/2020, appendix II)."""
        return written(self.title, self.name, self.kind)

    @property
    def heading(self) -> str:
        """As it stands alone: "Xã Thường Lạc"."""
        return upper_first(self.full_name)

    def lives_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


class Succession(models.Model):
    """On this day `new` took over the whole or a part of `old`. Many to many: merges and splits alike."""

    id = models.BigAutoField(primary_key=True)
    old = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="successions_out")
    new = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="successions_in")
    share = models.CharField(max_length=5, choices=Share.choices)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new", "on"], name="succession_once"),
            models.UniqueConstraint(fields=["old", "on"], condition=Q(share="whole"), name="succession_whole_to_one"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="succession_between_two"),
            models.CheckConstraint(condition=Q(share__in=Share.values), name="succession_share_known"),
        ]


class FormerName(models.Model):
    """What a unit that lived on was called before: tỉnh Đồng Nai until the day it became a city."""

    id = models.BigAutoField(primary_key=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="former_names")
    title = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    folded = models.CharField(max_length=100)
    valid_from = models.DateField()
    valid_to = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "valid_from"], name="former_name_once"),
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="former_name_period_forward"),
        ]
        indexes = [models.Index(fields=["folded"], name="former_name_folded")]
