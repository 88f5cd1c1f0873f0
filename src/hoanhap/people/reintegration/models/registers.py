"""Who can help, with what: partners, vacancies, courses, demand for trades, rates, limits (nơi hỗ trợ, chỗ làm, lớp).

Nothing in these tables names a person who is helped.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.kernel.confidence import Confidence
from hoanhap.people.reintegration.models.rows import Recorded


class PartnerKind(models.TextChoices):
    ENTERPRISE = "enterprise", _("doanh nghiệp")
    COOPERATIVE = "cooperative", _("hợp tác xã, hộ kinh doanh")
    SCHOOL = "school", _("cơ sở dạy nghề, trường học")
    PROGRAMME = "programme", _("chương trình")
    FUND = "fund", _("quỹ")
    BANK = "bank", _("ngân hàng")
    ORGANISATION = "organisation", _("hội, đoàn thể, tổ chức")
    BENEFACTOR = "benefactor", _("mạnh thường quân")
    BUDGET = "budget", _("ngân sách")
    LEGAL_AID = "legal_aid", _("nơi trợ giúp pháp lý")


class Partner(Recorded):
    """An employer, a school, a source of money, a benefactor: known to the unit and to those below it."""

    kind = models.CharField(max_length=12, choices=PartnerKind.choices)
    # Of an organisation; a benefactor stands here because he wants to be thanked.
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    office_phone = models.CharField(max_length=20, blank=True, default="")
    address = models.CharField(max_length=200, blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PartnerKind.values), name="reintegration_partner_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="reintegration_partner_named"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="reintegration_partner_forward"
            ),
            models.UniqueConstraint(
                fields=["unit", "kind", "folded"], condition=Q(valid_to=None), name="reintegration_partner_once"
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "kind", "folded"], name="reintegration_partner_by_unit")]


class Vacancy(Recorded):
    """Places of work an employer offers, [opened_on, closed_on)."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="vacancies")
    trade = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    seats = models.PositiveSmallIntegerField()
    pay = models.CharField(max_length=80, blank=True, default="")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="reintegration_vacancy_has_seats"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="reintegration_vacancy_forward"
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "trade", "closed_on"], name="reintegration_vacancy_by_trade")]


class TradeDemand(Recorded):
    """How many workers of a trade are wanted at a place, [valid_from, valid_to), and who says so."""

    trade = models.CharField(max_length=40)
    wanted = models.PositiveIntegerField()
    said_by = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="reintegration_demand_forward"),
            models.CheckConstraint(condition=~Q(said_by=""), name="reintegration_demand_by_somebody"),
        ]
        indexes = [models.Index(fields=["unit_path", "trade", "valid_from"], name="reintegration_demand_by_trade")]


class Course(Recorded):
    """A class in a trade: who gives it, when, how many seats; [starts_on, ends_on)."""

    provider = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="courses")
    trade = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    seats = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="reintegration_course_has_seats"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="reintegration_course_forward"),
            models.CheckConstraint(condition=~Q(title=""), name="reintegration_course_titled"),
        ]
        indexes = [models.Index(fields=["unit_path", "starts_on"], name="reintegration_course_by_unit")]


class HelperLimit(Recorded):
    """How many people one helper should help at most, as the unit set it, [valid_from, valid_to). It only warns."""

    most = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(most__gte=1), name="reintegration_limit_of_one_or_more"),
            # Set anew on the same day: an empty interval, it held on no day.
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="reintegration_limit_forward"
            ),
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_to=None), name="reintegration_one_limit_a_unit"),
        ]
        indexes = [models.Index(fields=["unit_path", "valid_from"], name="reintegration_limit_by_unit")]


class SupportRate(Recorded):
    """What a province's council (or a unit) sets for a kind of help, beside the nation-wide rates of the law's data."""

    class Per(models.TextChoices):
        ONCE = "once", _("một lần")
        SESSION = "session", _("một buổi")
        MONTH = "month", _("một tháng")

    label = models.CharField(max_length=120)
    per = models.CharField(max_length=8, choices=Per.choices)
    # One of the two: đồng, or per cent of the base salary.
    amount = models.PositiveBigIntegerField(null=True, blank=True)
    multiple = models.PositiveIntegerField(null=True, blank=True)
    document = models.CharField(max_length=160)
    confidence = models.CharField(max_length=8, choices=[(word.value, word.value) for word in Confidence])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None, multiple__isnull=False) | Q(amount__isnull=False, multiple=None),
                name="reintegration_rate_one_of_two",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="reintegration_rate_forward"
            ),
            models.CheckConstraint(condition=~Q(document=""), name="reintegration_rate_by_a_document"),
            models.UniqueConstraint(
                fields=["unit", "label"], condition=Q(valid_to=None), name="reintegration_rate_once"
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "valid_from"], name="reintegration_rate_by_unit")]
