"""Before a file and beside it: requests for contact, self-declarations, the risk list, review rounds; case origins.

A request for contact is no person and no case: a few sealed words with an end. There is no field on drugs in it, nor in
the risk list, and there shall be none.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids


class Source(models.TextChoices):
    """Who brought a person to the commune's notice."""

    SELF = "self", _("tự khai")
    FAMILY = "family", _("gia đình")
    POLICE = "police", _("công an")
    UNION = "union", _("đoàn thể")
    COMMUNITY = "community", _("cộng đồng")
    FACILITY = "facility", _("nơi trở về bàn giao")


class Origin(models.TextChoices):
    """Where somebody who returns comes from."""

    COMPULSORY = "compulsory", _("cơ sở cai nghiện bắt buộc")
    VOLUNTARY = "voluntary", _("cơ sở cai nghiện tự nguyện")
    PRISON = "prison", _("trại giam")
    PAROLE = "parole", _("tha tù trước thời hạn có điều kiện")
    REFORM_SCHOOL = "reform", _("trường giáo dưỡng")
    EDUCATION = "education", _("cơ sở giáo dục bắt buộc")
    ELSEWHERE = "elsewhere", _("nơi khác")


class Relation(models.TextChoices):
    PARENT = "parent", _("cha, mẹ")
    SPOUSE = "spouse", _("vợ, chồng")
    CHILD = "child", _("con")
    SIBLING = "sibling", _("anh, chị, em")
    KIN = "kin", _("họ hàng khác")
    NEIGHBOUR = "neighbour", _("hàng xóm")
    OFFICIAL = "official", _("người làm nhiệm vụ")
    OTHER = "other", _("người khác")


class Outcome(models.TextChoices):
    WAITING = "", _("chưa liên hệ")
    ADVICE = "advice", _("gặp được, muốn tư vấn")
    DECLINED = "declined", _("gặp được, không muốn")
    NOT_FOUND = "not_found", _("không gặp được")
    DECLARED = "declared", _("đã tự khai báo")


class Choice(models.TextChoices):
    HOME = "home", _("cai nghiện tại gia đình")
    COMMUNITY = "community", _("cai nghiện tại cộng đồng")
    FACILITY = "facility", _("cai nghiện tại cơ sở")
    SUBSTITUTION = "ost", _("điều trị bằng thuốc thay thế")
    UNDECIDED = "undecided", _("chưa chọn, muốn được tư vấn")


class Stage(models.TextChoices):
    DECLARED = "declared", _("đã khai báo")
    CONTACTED = "contacted", _("đã gặp")
    REGISTERED = "registered", _("đã mở hồ sơ")
    WITHDRAWN = "withdrawn", _("đã rút lại")


class Where(models.TextChoices):
    DESK = "desk", _("tại trụ sở")
    POINT = "point", _("tại điểm tư vấn")
    HOME = "home", _("tại nhà")
    PHONE = "phone", _("qua điện thoại")


class Verdict(models.TextChoices):
    OPEN = "", _("chưa rà soát")
    CONFIRMED = "confirmed", _("còn ở đây")
    MOVED = "moved", _("đã chuyển đi")
    REMOVED = "removed", _("đưa ra khỏi danh sách")


class Reason(models.TextChoices):
    NONE = "", _("không có lý do")
    OTHER_COMMUNE = "other_commune", _("chuyển nơi cư trú")
    AWAY = "away", _("đi làm ăn xa")
    FACILITY = "facility", _("đang ở cơ sở, trại")
    DECEASED = "deceased", _("đã chết")
    COMPLETED = "completed", _("đã hoàn thành")
    MISTAKE = "mistake", _("ghi nhầm, ghi trùng")
    OTHER = "other", _("lý do khác")


class CaseOrigin(models.Model):
    """Who found the person, and where a returnee came from: facts of the case, counted."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="origin")
    unit_path = PathField()
    source = models.CharField(max_length=10, choices=Source.choices)
    origin = models.CharField(max_length=10, blank=True, default="", choices=Origin.choices)
    noted_on = models.DateField()
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(source__in=Source.values), name="intake_source_known"),
            models.CheckConstraint(condition=Q(origin__in=["", *Origin.values]), name="intake_origin_known"),
            models.CheckConstraint(
                condition=~Q(source=Source.FACILITY) | ~Q(origin=""), name="intake_returnee_has_origin"
            ),
        ]


class SelfDeclaration(models.Model):
    """A person or his family came to say so: declared, met, registered; then its words move into the file."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    declared_on = models.DateField()
    declared_by = models.CharField(max_length=10, choices=Source.choices)
    relation = models.CharField(max_length=10, blank=True, default="", choices=Relation.choices)
    choice = models.CharField(max_length=10, choices=Choice.choices)
    place = models.CharField(max_length=10, choices=Where.choices)
    minor = models.BooleanField(default=False)
    name = SealedField(data_class=DataClass.IDENTITY, null=True)
    birth = SealedField(data_class=DataClass.IDENTITY, null=True)
    phone = SealedField(data_class=DataClass.IDENTITY, null=True)
    guardian = SealedField(data_class=DataClass.IDENTITY, null=True)
    wish = SealedField(data_class=DataClass.SOCIAL, null=True)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.DECLARED)
    contacted_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    case = models.ForeignKey("cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="declarations")
    expires_on = models.DateField()
    erased_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="intake_stage_known"),
            models.CheckConstraint(condition=Q(choice__in=Choice.values), name="intake_choice_known"),
            models.CheckConstraint(
                condition=Q(declared_by__in=[Source.SELF, Source.FAMILY]), name="intake_declared_by_own"
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.REGISTERED, case__isnull=False) | (~Q(stage=Stage.REGISTERED) & Q(case=None)),
                name="intake_registered_has_case",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None, name__isnull=False)
                | Q(erased_at__isnull=False, name=None, birth=None, phone=None, guardian=None, wish=None),
                name="intake_declaration_erased_wholly",
            ),
            models.CheckConstraint(
                condition=Q(minor=False) | Q(guardian__isnull=False) | Q(erased_at__isnull=False),
                name="intake_declaration_guardian",
            ),
            models.CheckConstraint(condition=Q(expires_on__gt=F("declared_on")), name="intake_declaration_ends"),
        ]
        indexes = [models.Index(fields=["unit_path", "stage", "declared_on"], name="intake_declaration_by_unit")]

    @property
    def key_scope(self) -> str:
        return self.unit_path

    @property
    def number(self) -> str:
        """How it is called without a name."""
        return self.id.hex[-6:].upper()


class ContactRequest(models.Model):
    """Somebody asks the commune to make contact: a suspicion, a call, a referral. Never a person, never a case."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    source = models.CharField(max_length=10, choices=Source.choices)
    relation = models.CharField(max_length=10, choices=Relation.choices)
    who = SealedField(data_class=DataClass.IDENTITY, null=True)
    caller = SealedField(data_class=DataClass.IDENTITY, null=True)
    reason = SealedField(data_class=DataClass.SOCIAL, null=True)
    # What the police know of it: their own to read.
    police_note = SealedField(data_class=DataClass.POLICE, null=True)
    minor = models.BooleanField(default=False)
    guardian = SealedField(data_class=DataClass.IDENTITY, null=True)
    asked_account = models.ForeignKey(
        "access.Account", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, blank=True, default="", choices=Outcome.choices)
    answer = SealedField(data_class=DataClass.SOCIAL, null=True)
    answered_by = models.CharField(max_length=40, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    declaration = models.OneToOneField(
        SelfDeclaration, null=True, blank=True, on_delete=models.PROTECT, related_name="request"
    )
    expires_on = models.DateField()
    erased_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(source__in=Source.values), name="intake_request_source_known"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="intake_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at=None) | (~Q(outcome="") & Q(answered_at__isnull=False)),
                name="intake_answered_when",
            ),
            models.CheckConstraint(
                condition=Q(declaration=None) | Q(outcome=Outcome.DECLARED), name="intake_declared_by_outcome"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None, who__isnull=False)
                | Q(
                    erased_at__isnull=False,
                    who=None,
                    caller=None,
                    reason=None,
                    police_note=None,
                    guardian=None,
                    answer=None,
                ),
                name="intake_request_erased_wholly",
            ),
            models.CheckConstraint(
                condition=Q(minor=False) | Q(guardian__isnull=False) | Q(erased_at__isnull=False),
                name="intake_request_guardian",
            ),
        ]
        indexes = [
            models.Index(fields=["unit_path", "outcome", "due_at"], name="intake_request_by_unit"),
            models.Index(fields=["expires_on"], condition=Q(erased_at=None), name="intake_request_to_erase"),
        ]

    @property
    def key_scope(self) -> str:
        return self.unit_path

    @property
    def number(self) -> str:
        """How two people call it on the telephone without a name."""
        return self.id.hex[-6:].upper()


class RiskEntry(models.Model):
    """Somebody the commune looks after so that nothing begins; apart from the list of users, with an end."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    name = SealedField(data_class=DataClass.IDENTITY, null=True)
    guardian = SealedField(data_class=DataClass.IDENTITY, null=True)
    minor = models.BooleanField(default=False)
    noted_on = models.DateField()
    expires_on = models.DateField()
    removed_on = models.DateField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_on__gt=F("noted_on")), name="intake_risk_ends"),
            models.CheckConstraint(
                condition=Q(erased_at=None, name__isnull=False) | Q(erased_at__isnull=False, name=None, guardian=None),
                name="intake_risk_erased_wholly",
            ),
            models.CheckConstraint(
                condition=Q(minor=False) | Q(guardian__isnull=False) | Q(erased_at__isnull=False),
                name="intake_risk_guardian",
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "noted_on"], name="intake_risk_by_unit")]

    @property
    def key_scope(self) -> str:
        return self.unit_path


class ReviewRound(models.Model):
    """A commune goes through everybody it knows; closed once each line was answered (rà soát)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    opened_by = models.CharField(max_length=40)
    closed_by = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_by="") | Q(closed_on__gte=F("opened_on")) & ~Q(closed_by=""),
                name="intake_round_forward",
            ),
            models.UniqueConstraint(fields=["unit"], condition=Q(closed_on=None), name="intake_one_open_round_a_unit"),
        ]


class ReviewLine(models.Model):
    """One known person in a round."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, related_name="lines")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="review_lines")
    unit_path = PathField()
    verdict = models.CharField(max_length=10, blank=True, default="", choices=Verdict.choices)
    reason = models.CharField(max_length=14, blank=True, default="", choices=Reason.choices)
    marked_by = models.CharField(max_length=40, blank=True, default="")
    marked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="intake_verdict_known"),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="intake_reason_known"),
            models.CheckConstraint(
                condition=Q(verdict__in=[Verdict.OPEN, Verdict.CONFIRMED], reason="")
                | Q(verdict__in=[Verdict.MOVED, Verdict.REMOVED]) & ~Q(reason=""),
                name="intake_reason_with_verdict",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", marked_at=None) | ~Q(verdict="") & Q(marked_at__isnull=False),
                name="intake_marked_when",
            ),
            models.UniqueConstraint(fields=["round", "case"], name="intake_line_once_a_round"),
        ]
        indexes = [models.Index(fields=["round", "verdict"], name="intake_line_by_verdict")]
