"""What rows of these registers have in common: where they lie, who wrote them. And the parties that appear in them."""

from collections.abc import Collection, Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.kernel import ids


class Body(models.TextChoices):
    """The office, union or circle somebody comes from, or that runs something. Seats of teams use the same words."""

    COMMITTEE = "committee", _("Ủy ban nhân dân")
    LABOUR = "labour", _("Lao động - Thương binh và Xã hội")
    POLICE = "police", _("Công an")
    HEALTH = "health", _("Y tế")
    CULTURE_SOCIAL = "culture_social", _("Văn hóa - Xã hội")
    FRONT = "front", _("Mặt trận Tổ quốc")
    WOMEN = "women", _("Hội Phụ nữ")
    YOUTH = "youth", _("Đoàn Thanh niên")
    VETERANS = "veterans", _("Hội Cựu chiến binh")
    FARMERS = "farmers", _("Hội Nông dân")
    HAMLET = "hamlet", _("ấp, khu phố, tổ dân phố")
    FAMILY = "family", _("gia đình, dòng họ")
    SOCIAL_WORKER = "social_worker", _("nhân viên công tác xã hội")
    SCHOOL = "school", _("nhà trường")
    RELIGIOUS = "religious", _("tổ chức tôn giáo")
    STEERING = "steering", _("Ban chỉ đạo phòng, chống AIDS, tội phạm và tệ nạn xã hội")
    OTHER = "other", _("nơi khác")


class Recorded(models.Model):
    """A row of one unit, with who entered it and when."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


def living(on: object) -> Q:
    """Over rows with [valid_from, valid_to): those that hold on this day."""
    return (Q(valid_to=None) | Q(valid_to__gt=on)) & Q(valid_from__lte=on)


def joined(codes: Iterable[str], *, known: Collection[str]) -> str:
    """Several codes of a list in one column, in the order of the list, framed so that one can be looked for."""
    chosen = set(codes)
    kept = [code for code in known if code in chosen]
    return f",{','.join(kept)}," if kept else ""


def parted(column: str) -> list[str]:
    """The codes of such a column."""
    return [code for code in column.split(",") if code]


def holding(field: str, code: str) -> Q:
    """Over rows with such a column: those that hold this code."""
    return Q(**{f"{field}__contains": f",{code},"})
