"""A person moves from one commune to another: what is sent, who answers, until when (chuyển đi, chuyển đến)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids
from hoanhap.people.cases import states


class TransferState(models.TextChoices):
    SENT = "sent", _("chờ nơi đến nhận")
    ACCEPTED = "accepted", _("nơi đến đã nhận")
    REFUSED = "refused", _("nơi đến trả lại")
    WITHDRAWN = "withdrawn", _("đã rút lại")


class RefusedBecause(models.TextChoices):
    """A choice, not a text: a sentence about a person whom one does not have would travel without a file."""

    NONE = "", _("không trả lại")
    NOT_HERE = "not_here", _("người này không đến cư trú")
    WRONG_UNIT = "wrong_unit", _("nơi đến thuộc xã khác")
    TWIN = "twin", _("xã đã có hồ sơ của người này")
    INCOMPLETE = "incomplete", _("thiếu giấy tờ kèm theo")


_ANSWERED = (TransferState.ACCEPTED, TransferState.REFUSED)


class Transfer(models.Model):
    """The notice of one move and its answer. `unit` held the file when it left, `to_unit` is asked.

    Everything the receiver reads before he accepts stands in this row, and everything the sender reads afterwards.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="transfers")
    code = models.CharField(max_length=24)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    to_unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    to_path = PathField()
    to_hamlet = models.ForeignKey("places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    initials = SealedField(data_class=DataClass.IDENTITY, null=False)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    case_state = models.CharField(max_length=40)
    measure = models.CharField(max_length=40, blank=True, default="")
    term_from = models.DateField(null=True, blank=True)
    term_to = models.DateField(null=True, blank=True)
    left_on = models.DateField()
    state = models.CharField(max_length=10, choices=TransferState.choices, default=TransferState.SENT)
    sent_by = models.CharField(max_length=40)
    sent_name = models.CharField(max_length=120, blank=True, default="")
    sent_title = models.CharField(max_length=120, blank=True, default="")
    sent_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    article = models.CharField(max_length=200, blank=True, default="")
    confidence = models.CharField(max_length=12, blank=True, default="")
    warned_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=40, blank=True, default="")
    answered_name = models.CharField(max_length=120, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    refused_because = models.CharField(max_length=12, blank=True, default="", choices=RefusedBecause.choices)
    accepted_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TransferState.values), name="reception_transfer_state"),
            models.CheckConstraint(condition=Q(case_state__in=states.CODES), name="reception_transfer_case_state"),
            models.CheckConstraint(condition=~Q(unit=F("to_unit")), name="reception_transfer_elsewhere"),
            models.CheckConstraint(
                condition=Q(state__in=_ANSWERED, answered_at__isnull=False) & ~Q(answered_name="")
                | ~Q(state__in=_ANSWERED) & Q(answered_at=None, answered_name=""),
                name="reception_transfer_answered_by_name",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", accepted_on__isnull=False) | ~Q(state="accepted") & Q(accepted_on=None),
                name="reception_transfer_accepted_when",
            ),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(refused_because="") | ~Q(state="refused") & Q(refused_because=""),
                name="reception_transfer_refused_why",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | ~Q(state="withdrawn") & Q(withdrawn_at=None),
                name="reception_transfer_withdrawn_when",
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(state="sent"), name="reception_one_open_transfer"),
        ]
        indexes = [
            models.Index(fields=["to_path", "state", "answer_by"], name="reception_transfer_in"),
            models.Index(fields=["unit_path", "sent_at"], name="reception_transfer_out"),
            models.Index(fields=["unit_path", "accepted_on"], name="reception_departures"),
        ]

    @property
    def key_scope(self) -> str:
        """The keys go with the file."""
        return self.case.unit_path

    @property
    def number(self) -> str:
        """How both sides call it on the telephone without a name; the last signs of its id."""
        return self.id.hex[-6:].upper()


class Arrival(models.Model):
    """The other end of an accepted move: which unit took the file, from which day it counts there."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, related_name="arrival")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="arrivals")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["unit_path", "on"], name="reception_arrivals")]
