"""What a person says he needs, how it was answered and what came of it (nhu cầu, trả lời, kết quả)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.people.reintegration.models.rows import OfCase, Recorded


class NeedState(models.TextChoices):
    OPEN = "open", _("chờ trả lời")
    ANSWERED = "answered", _("đã trả lời, đang lo")
    MET = "met", _("đã được đáp ứng")
    UNMET = "unmet", _("không đáp ứng được")
    WITHDRAWN = "withdrawn", _("người ấy không còn cần")


class NeedSource(models.TextChoices):
    OFFICE = "office", _("cán bộ ghi")
    HELPER = "helper", _("người giúp đỡ ghi")
    SURVEY = "survey", _("khảo sát nhu cầu")


class NeedAnswer(models.TextChoices):
    NONE = "", _("chưa trả lời")
    ARRANGED = "arranged", _("đã sắp xếp được")
    LOOKING = "looking", _("đang tìm, có hẹn lại")
    NOWHERE = "nowhere", _("hiện chưa có nơi đáp ứng")
    REFERRED = "referred", _("đã giới thiệu đến nơi trợ giúp pháp lý")


WAITING = (NeedState.OPEN, NeedState.ANSWERED)
ENDED = (NeedState.MET, NeedState.UNMET, NeedState.WITHDRAWN)


class Need(OfCase):
    """One need, stated on a day. What answers it (a course, work, a loan, help) points back to it."""

    kind = models.CharField(max_length=40)
    # The trade the person would learn or work in; empty when it says nothing about a trade.
    trade = models.CharField(max_length=40, blank=True, default="")
    words = SealedField(data_class=DataClass.SOCIAL, null=True)
    source = models.CharField(max_length=8, choices=NeedSource.choices)
    raised_on = models.DateField()
    state = models.CharField(max_length=10, choices=NeedState.choices, default=NeedState.OPEN)
    answer = models.CharField(max_length=10, choices=NeedAnswer.choices, blank=True, default="")
    answer_words = SealedField(data_class=DataClass.SOCIAL, null=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=40, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kind=""), name="reintegration_need_of_a_kind"),
            models.CheckConstraint(condition=Q(source__in=NeedSource.values), name="reintegration_need_source_known"),
            models.CheckConstraint(condition=Q(state__in=NeedState.values), name="reintegration_need_state_known"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None, answered_by="")
                | Q(answer__in=("arranged", "looking", "nowhere", "referred"), answered_on__gte=F("raised_on")),
                name="reintegration_need_answer_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_on__isnull=False), name="reintegration_need_answered_when"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_on__gte=F("raised_on")) | Q(state__in=WAITING, ended_on=None),
                name="reintegration_need_ended_when",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "raised_on", "id"], name="reintegration_need_by_case"),
            models.Index(fields=["unit_path", "state", "raised_on"], name="reintegration_need_by_unit"),
        ]


class LocalKind(Recorded):
    """A kind of help or a trade that a unit adds to those every unit begins with; used at the unit and below it."""

    class Vocabulary(models.TextChoices):
        HELP = "help", _("loại hỗ trợ")
        TRADE = "trade", _("nghề")

    vocabulary = models.CharField(max_length=8, choices=Vocabulary.choices)
    code = models.CharField(max_length=40, unique=True)
    label = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(vocabulary__in=("help", "trade")), name="reintegration_kind_of_list"),
            models.CheckConstraint(condition=~Q(label=""), name="reintegration_kind_labelled"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="reintegration_kind_forward"
            ),
            models.UniqueConstraint(
                fields=["unit", "vocabulary", "label"], condition=Q(valid_to=None), name="reintegration_kind_once"
            ),
        ]
        indexes = [models.Index(fields=["vocabulary", "unit_path"], name="reintegration_kind_by_unit")]
