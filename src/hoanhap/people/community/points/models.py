"""Points of counselling and their staff; every field of a point is public (điểm tư vấn, người trực)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.people.community.rows import Recorded, parted


class Service(models.TextChoices):
    """What a point may offer; the catalogue of services one is referred to."""

    COUNSELLING = "counselling", _("tư vấn về cai nghiện và điều trị")
    REGISTERING = "registering", _("hướng dẫn, nhận đăng ký cai nghiện tự nguyện")
    PSYCHOLOGICAL = "psychological", _("hỗ trợ tâm lý")
    MEDICAL = "medical", _("chăm sóc y tế ban đầu")
    DETOX = "detox", _("hỗ trợ cắt cơn")
    SUBSTITUTION = "substitution", _("cấp phát thuốc điều trị thay thế")
    RELAPSE = "relapse", _("phòng ngừa tái sử dụng")
    FAMILY = "family", _("tư vấn cho gia đình")
    WORK = "work", _("giới thiệu học nghề, việc làm, vay vốn")
    LEGAL = "legal", _("thông tin, trợ giúp pháp lý")
    GROUP = "group", _("sinh hoạt nhóm")


class Point(Recorded):
    """A place where anybody may ask for help, [valid_from, valid_to)."""

    name = models.CharField(max_length=160)
    folded = models.CharField(max_length=160)
    hamlet = models.ForeignKey("places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=200)
    hours = models.CharField(max_length=160)
    office_phone = models.CharField(max_length=20, blank=True, default="")
    services = models.CharField(max_length=200)
    decision_number = models.CharField(max_length=60, blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(address="") & ~Q(hours=""), name="community_point_said"),
            models.CheckConstraint(condition=~Q(services=""), name="community_point_serves"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="community_point_forward"
            ),
            models.UniqueConstraint(fields=["unit", "folded"], condition=Q(valid_to=None), name="community_point_once"),
        ]
        indexes = [models.Index(fields=["unit_path", "valid_from"], name="community_point_by_unit")]

    @property
    def service_codes(self) -> list[str]:
        return parted(self.services)

    @property
    def service_labels(self) -> list[str]:
        return [str(Service(code).label) for code in self.service_codes]


class PointStaff(Recorded):
    """Somebody of the register works at a point, [valid_from, valid_to)."""

    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="staff")
    worker = models.ForeignKey("community.Worker", on_delete=models.PROTECT, related_name="points")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["point", "worker"], condition=Q(valid_to=None), name="community_staff_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="community_staff_forward"
            ),
        ]
