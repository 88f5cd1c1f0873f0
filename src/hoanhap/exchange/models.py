"""One import of a list and what became of each of its rows (lần nhập danh sách)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault.data_class import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids


class BatchState(models.TextChoices):
    PREVIEWED = "previewed", _("xem trước")
    APPLIED = "applied", _("đã nhập")
    UNDONE = "undone", _("đã hoàn tác")
    DISCARDED = "discarded", _("đã bỏ")


class RowOutcome(models.TextChoices):
    NEW = "new", _("người mới")
    MATCHED = "matched", _("đã có hồ sơ")
    REFUSED = "refused", _("không nhập được")
    SKIPPED = "skipped", _("không chọn")


class ImportBatch(models.Model):
    """A list of one commune as of a day, checked row by row; applied once, undone at most once, or never taken.

    A discarded batch keeps its counts and loses its rows.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    account_id = models.CharField(max_length=40)
    list_on = models.DateField()
    file_name = SealedField(data_class=DataClass.IDENTITY)
    file_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.PREVIEWED)
    read_count = models.PositiveIntegerField()
    new_count = models.PositiveIntegerField()
    matched_count = models.PositiveIntegerField()
    refused_count = models.PositiveIntegerField()
    created_count = models.PositiveIntegerField(default=0)
    # What the reader said about the sheet, one a line: it quotes headings and names of sheets, which may be anything.
    remarks = SealedField(data_class=DataClass.IDENTITY)
    previewed_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BatchState.values), name="exchange_batch_state_known"),
            models.CheckConstraint(
                condition=Q(state="previewed", applied_at=None, undone_at=None, discarded_at=None)
                | Q(state="applied", applied_at__isnull=False, undone_at=None, discarded_at=None)
                | Q(state="undone", applied_at__isnull=False, undone_at__isnull=False, discarded_at=None)
                | Q(state="discarded", applied_at=None, undone_at=None, discarded_at__isnull=False),
                name="exchange_batch_moments_fit_state",
            ),
            models.CheckConstraint(
                condition=Q(read_count=models.F("new_count") + models.F("matched_count") + models.F("refused_count")),
                name="exchange_batch_rows_add_up",
            ),
            models.CheckConstraint(
                condition=Q(created_count__lte=models.F("new_count")), name="exchange_batch_creates_only_new"
            ),
        ]
        indexes = [
            models.Index(fields=["unit_path", "previewed_at"], name="exchange_batch_by_unit"),
            models.Index(fields=["previewed_at"], condition=Q(state="previewed"), name="exchange_batch_waiting"),
        ]

    @property
    def key_scope(self) -> str:
        return self.unit_path


class ImportRow(models.Model):
    """One row of the list. What it says lies sealed until the list is applied or discarded, then it is destroyed.

    The message may quote a cell, so it is sealed as well; what belongs to the police room has an envelope of its own.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    unit_path = PathField()
    row_no = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=RowOutcome.choices)
    message = SealedField(data_class=DataClass.IDENTITY, null=True)
    payload = SealedField(data_class=DataClass.IDENTITY, null=True)
    police_payload = SealedField(data_class=DataClass.POLICE, null=True)
    person = models.ForeignKey("persons.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    case = models.ForeignKey("cases.Case", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=RowOutcome.values), name="exchange_row_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome="new") | Q(payload=None, police_payload=None), name="exchange_only_new_rows_wait"
            ),
            models.UniqueConstraint(fields=["batch", "row_no"], name="exchange_row_once"),
        ]

    @property
    def key_scope(self) -> str:
        return self.unit_path
