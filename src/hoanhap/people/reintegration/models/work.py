"""Who learns which trade, who found which work and whether he kept it (học nghề, việc làm, giữ việc)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.people.reintegration.models.needs import Need
from hoanhap.people.reintegration.models.registers import Course, Vacancy
from hoanhap.people.reintegration.models.rows import OfCase
from hoanhap.people.reintegration.rules import jobs


class Enrolment(OfCase):
    """A person in a course, and how it ended."""

    class Result(models.TextChoices):
        NONE = "", _("đang học")
        PASSED = "passed", _("hoàn thành, có chứng chỉ")
        FINISHED = "finished", _("học xong, không có chứng chỉ")
        LEFT = "left", _("nghỉ giữa chừng")

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    need = models.ForeignKey(Need, null=True, blank=True, on_delete=models.PROTECT, related_name="enrolments")
    enrolled_on = models.DateField()
    result = models.CharField(max_length=10, choices=Result.choices, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(result="", ended_on=None)
                | Q(result__in=("passed", "finished", "left"), ended_on__gte=F("enrolled_on")),
                name="reintegration_enrolment_result_whole",
            ),
            models.UniqueConstraint(fields=["course", "case"], name="reintegration_enrolled_once"),
        ]
        indexes = [
            models.Index(fields=["case", "enrolled_on"], name="reintegration_learn_by_case"),
            models.Index(fields=["unit_path", "enrolled_on"], name="reintegration_learn_by_unit"),
        ]


class Placement(OfCase):
    """A person at work, [started_on, ended_on). Through a vacancy of the register, or found another way."""

    class Found(models.TextChoices):
        VACANCY = "vacancy", _("giới thiệu vào chỗ làm đã đăng ký")
        SELF = "self", _("tự tìm được")
        OTHERS = "others", _("gia đình, người giúp đỡ tìm")

    class EndReason(models.TextChoices):
        NONE = "", _("còn làm")
        BETTER = "better", _("có việc khác")
        CONTRACT = "contract", _("hết hợp đồng, hết việc")
        HEALTH = "health", _("sức khỏe")
        UNSUITED = "unsuited", _("việc không hợp")
        AWAY = "away", _("chuyển đi")
        OTHER = "other", _("lý do khác")

    vacancy = models.ForeignKey(Vacancy, null=True, blank=True, on_delete=models.PROTECT, related_name="placements")
    need = models.ForeignKey(Need, null=True, blank=True, on_delete=models.PROTECT, related_name="placements")
    trade = models.CharField(max_length=40)
    found = models.CharField(max_length=8, choices=Found.choices)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=10, choices=EndReason.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(found="vacancy", vacancy__isnull=False) | Q(found__in=("self", "others"), vacancy=None),
                name="reintegration_job_found_how",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end_reason="") | Q(ended_on__gte=F("started_on")) & ~Q(end_reason=""),
                name="reintegration_job_end_whole",
            ),
            models.UniqueConstraint(
                fields=["case", "vacancy"], condition=Q(ended_on=None), name="reintegration_job_once"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "started_on"], name="reintegration_job_by_case"),
            models.Index(fields=["unit_path", "started_on", "ended_on"], name="reintegration_job_by_unit"),
        ]


class JobCheck(OfCase):
    """Whether the work was kept after so many months: entered with the work, answered when somebody asked."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="checks")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    kept = models.BooleanField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(months__in=jobs.MONTHS), name="reintegration_check_at_a_month"),
            models.CheckConstraint(
                condition=Q(kept=None, checked_on=None) | Q(kept__isnull=False, checked_on__isnull=False),
                name="reintegration_check_whole",
            ),
            models.UniqueConstraint(fields=["placement", "months"], name="reintegration_check_once"),
        ]
        indexes = [models.Index(fields=["unit_path", "months", "due_on"], name="reintegration_check_by_unit")]
