"""The list of who may borrow, the loans made, and what became of the money (danh sách vay vốn, khoản vay, theo dõi)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.people.reintegration.models.needs import Need
from hoanhap.people.reintegration.models.registers import Partner
from hoanhap.people.reintegration.models.rows import OfCase, Recorded


class Purpose(models.TextChoices):
    TRADE = "trade", _("học nghề")
    BUSINESS = "business", _("sản xuất, kinh doanh")


class LoanList(Recorded):
    """Made by the commune's police, confirmed by its chair: the gate to a loan."""

    class State(models.TextChoices):
        DRAFT = "draft", _("đang lập")
        SENT = "sent", _("chờ UBND xác nhận")
        CONFIRMED = "confirmed", _("đã xác nhận")
        RETURNED = "returned", _("trả lại công an")

    made_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    sent_by = models.CharField(max_length=40, blank=True, default="")
    sent_name = models.CharField(max_length=120, blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=40, blank=True, default="")
    decided_name = models.CharField(max_length=120, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("draft", "sent", "confirmed", "returned")), name="reintegration_list_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(sent_at__isnull=False) & ~Q(sent_by=""),
                name="reintegration_list_sent_by",
            ),
            # Who made the list never confirms it.
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | Q(decided_at__isnull=False) & ~Q(decided_by="") & ~Q(decided_by=F("sent_by")),
                name="reintegration_list_two_hands",
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "made_on"], name="reintegration_list_by_unit")]


class LoanEntry(OfCase):
    """One person on a list: for what, how much, and what the police attest."""

    class Struck(models.TextChoices):
        NONE = "", _("được xác nhận")
        ELSEWHERE = "elsewhere", _("không còn cư trú tại xã")
        CONDITIONS = "conditions", _("chưa đủ điều kiện")
        WISH = "wish", _("người ấy không muốn vay")

    loan_list = models.ForeignKey(LoanList, on_delete=models.PROTECT, related_name="entries")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    amount = models.PositiveBigIntegerField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    law_abiding = models.BooleanField(default=False)
    trade_paper = models.BooleanField(default=False)
    other_loan = models.BooleanField(default=False)
    # Why somebody who does not seem to qualify stands on the list all the same.
    remark = SealedField(data_class=DataClass.SOCIAL, null=True)
    struck = models.CharField(max_length=10, choices=Struck.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="reintegration_entry_purpose_known"),
            models.UniqueConstraint(fields=["loan_list", "case"], name="reintegration_entry_once"),
        ]
        indexes = [models.Index(fields=["case", "recorded_at"], name="reintegration_entry_by_case")]


class Loan(OfCase):
    """Money that was paid out, [disbursed_on, closed_on)."""

    need = models.ForeignKey(Need, null=True, blank=True, on_delete=models.PROTECT, related_name="loans")
    lender = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="loans")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    amount = models.PositiveBigIntegerField()
    months = models.PositiveSmallIntegerField()
    disbursed_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="reintegration_loan_of_something"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="reintegration_loan_purpose_known"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("disbursed_on")), name="reintegration_loan_forward"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "disbursed_on"], name="reintegration_loan_by_case"),
            models.Index(fields=["unit_path", "disbursed_on"], name="reintegration_loan_by_unit"),
        ]


class LoanFollowUp(OfCase):
    """One visit about a loan: is the money used as agreed, what does it bring, how much is paid back so far."""

    class Use(models.TextChoices):
        AS_AGREED = "as_agreed", _("đúng mục đích")
        PARTLY = "partly", _("một phần đúng mục đích")
        OTHERWISE = "otherwise", _("vào việc khác")

    class Result(models.TextChoices):
        GOOD = "good", _("có hiệu quả")
        SLOW = "slow", _("chưa rõ hiệu quả")
        LOSS = "loss", _("gặp khó khăn, thua lỗ")

    loan = models.ForeignKey(Loan, on_delete=models.PROTECT, related_name="follow_ups")
    followed_on = models.DateField()
    use = models.CharField(max_length=10, choices=Use.choices)
    result = models.CharField(max_length=8, choices=Result.choices)
    repaid = models.PositiveBigIntegerField()
    overdue = models.BooleanField(default=False)
    words = SealedField(data_class=DataClass.SOCIAL, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(use__in=("as_agreed", "partly", "otherwise")), name="reintegration_follow_use_known"
            ),
            models.UniqueConstraint(fields=["loan", "followed_on"], name="reintegration_follow_once_a_day"),
        ]
