"""Alarms: which rule, whose account, how many, and what the leader answered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.foundation.watch.rules import LONGEST_CODE
from hoanhap.kernel import ids


class Answer(models.TextChoices):
    EXPLAINED = "explained", _("Đã hỏi, có lý do công việc")
    TO_ACT = "to_act", _("Không có lý do, cần xử lý")


class Alarm(models.Model):
    """One rule broken by one account. No person is named in it. A stop ends when a leader finds it explained."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    home = models.CharField(max_length=160, help_text="The unit the account is posted to, in words")
    rule = models.CharField(max_length=LONGEST_CODE)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    figure = models.PositiveIntegerField()
    stopped = models.BooleanField(default=False)
    raised_at = models.DateTimeField()
    answer = models.CharField(max_length=12, blank=True, default="", choices=Answer.choices)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    note = SealedField(data_class=DataClass.SOCIAL, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "rule"], condition=Q(answer=""), name="watch_one_open_alarm"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | Q(answer__in=Answer.values, answered_by__isnull=False, answered_at__isnull=False),
                name="watch_answer_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("account")), name="watch_not_answered_by_himself"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "raised_at"], name="watch_alarms_of_account"),
            models.Index(fields=["unit_path", "raised_at"], name="watch_alarms_of_unit"),
        ]

    @property
    def key_scope(self) -> str:
        return self.unit_path
