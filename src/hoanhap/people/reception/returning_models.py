"""Batches of people a centre hands over, each of them, the certificates, and what was wrong in the sheet."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids
from hoanhap.people.persons.models import Sex


class Origin(models.TextChoices):
    """From where somebody comes back; reports ask for each apart."""

    REHAB_COMPULSORY = "rehab_compulsory", _("cơ sở cai nghiện bắt buộc")
    REHAB_VOLUNTARY = "rehab_voluntary", _("cơ sở cai nghiện tự nguyện")
    POST_REHAB_CENTRE = "post_rehab_centre", _("cơ sở quản lý sau cai")
    PRISON = "prison", _("chấp hành xong án phạt tù")
    PAROLE = "parole", _("tha tù trước thời hạn có điều kiện")
    EDUCATION = "education", _("cơ sở giáo dục bắt buộc")
    REFORM_SCHOOL = "reform_school", _("trường giáo dưỡng")


OF_CENTRES = (Origin.REHAB_COMPULSORY, Origin.REHAB_VOLUNTARY, Origin.POST_REHAB_CENTRE)


class BatchState(models.TextChoices):
    DRAFT = "draft", _("đang lập")
    SENT = "sent", _("đã gửi các xã")
    CANCELLED = "cancelled", _("đã bỏ")


class ReturnState(models.TextChoices):
    DRAFT = "draft", _("chưa gửi")
    ANNOUNCED = "announced", _("chờ xã xác nhận")
    CONFIRMED = "confirmed", _("xã đã hẹn đón")
    MISSING = "missing", _("chưa thấy về")
    RECEIVED = "received", _("đã nhận")
    CLOSED = "closed", _("không về, đã kết thúc")
    RETURNED = "returned", _("xã trả lại")
    WITHDRAWN = "withdrawn", _("nơi gửi rút lại")


AWAITED = (ReturnState.ANNOUNCED, ReturnState.CONFIRMED, ReturnState.MISSING)
SHOWN = (*AWAITED, ReturnState.RECEIVED, ReturnState.CLOSED)
"""What the commune sees; what it gave back is gone from its lists."""


class ReturnedBecause(models.TextChoices):
    NONE = "", _("không trả lại")
    NOT_HERE = "not_here", _("người này không cư trú tại xã")
    MOVED = "moved", _("gia đình đã chuyển đi nơi khác")
    TWICE = "twice", _("đã có trong một danh sách khác")


class ClosedBecause(models.TextChoices):
    NONE = "", _("chưa kết thúc")
    ELSEWHERE = "elsewhere", _("về nơi khác sinh sống")
    DETAINED = "detained", _("bị tạm giữ, tạm giam")
    ILL = "ill", _("nằm viện dài ngày")
    DECEASED = "deceased", _("đã chết")
    NOT_FOUND = "not_found", _("không tìm thấy")


class ReturnBatch(models.Model):
    """One hand-over of a centre on a day: the list it prepares, looks through and sends."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    on = models.DateField()
    meeting_place = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.DRAFT)
    file_name = SealedField(data_class=DataClass.IDENTITY, null=True)
    file_sha256 = models.CharField(max_length=64, blank=True, default="")
    read_count = models.PositiveIntegerField(default=0)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    sent_by = models.CharField(max_length=40, blank=True, default="")
    sent_name = models.CharField(max_length=120, blank=True, default="")
    sent_title = models.CharField(max_length=120, blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BatchState.values), name="reception_batch_state"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) & ~Q(sent_by="") | ~Q(state="sent") & Q(sent_at=None),
                name="reception_batch_sent_when",
            ),
        ]
        indexes = [models.Index(fields=["agency", "on"], name="reception_batch_by_centre")]

    @property
    def key_scope(self) -> str:
        return self.unit_path

    @property
    def number(self) -> str:
        """How both sides call it on the telephone; the last signs of its id."""
        return self.id.hex[-6:].upper()


class SheetFault(models.Model):
    """A row of the sheet that could not be taken, with its number and why; it may quote a cell."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    batch = models.ForeignKey(ReturnBatch, on_delete=models.CASCADE, related_name="faults")
    unit_path = PathField()
    row_no = models.PositiveIntegerField()
    message = SealedField(data_class=DataClass.IDENTITY, null=False)

    @property
    def key_scope(self) -> str:
        return self.unit_path


def _whole(state: str, **filled: object) -> Q:
    """In this state these columns are filled, in every other they may be."""
    return ~Q(state=state) | Q(state=state, **filled)


class Returnee(models.Model):
    """One person who is to come back to one commune. Sealed with the keys of that commune, read by it and its centre.

    What the commune needs once and the health summary go to the person's file when he is received, and leave this row.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    batch = models.ForeignKey(ReturnBatch, null=True, blank=True, on_delete=models.PROTECT, related_name="rows")
    agency = models.ForeignKey(
        "organisations.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    row_no = models.PositiveIntegerField(default=0)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    origin = models.CharField(max_length=20, choices=Origin.choices)
    full_name = SealedField(data_class=DataClass.IDENTITY, null=False)
    birth_date = SealedField(data_class=DataClass.IDENTITY, null=True)
    id_number = SealedField(data_class=DataClass.IDENTITY, null=True)
    phone = SealedField(data_class=DataClass.IDENTITY, null=True)
    address = SealedField(data_class=DataClass.IDENTITY, null=True)
    family_contact = SealedField(data_class=DataClass.IDENTITY, null=True)
    skills = SealedField(data_class=DataClass.SOCIAL, null=True)
    papers = SealedField(data_class=DataClass.SOCIAL, null=True)
    health = SealedField(data_class=DataClass.HEALTH, null=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    sex = models.CharField(max_length=6, blank=True, default="", choices=Sex.choices)
    lacks_id_card = models.BooleanField(default=False)
    detox_done = models.BooleanField(default=False)
    training_done = models.BooleanField(default=False)
    health_checked_on = models.DateField(null=True, blank=True)
    fit = models.BooleanField(default=False)
    certificate_number = models.CharField(max_length=60, blank=True, default="")
    certificate_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ReturnState.choices, default=ReturnState.DRAFT)
    announced_by = models.CharField(max_length=40, blank=True, default="")
    announced_at = models.DateTimeField(null=True, blank=True)
    meet_on = models.DateField(null=True, blank=True)
    receiver_name = models.CharField(max_length=120, blank=True, default="")
    helper_name = models.CharField(max_length=120, blank=True, default="")
    helper_office = models.CharField(max_length=200, blank=True, default="")
    helper_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_by = models.CharField(max_length=40, blank=True, default="")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    missed_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    received_by = models.CharField(max_length=40, blank=True, default="")
    received_at = models.DateTimeField(null=True, blank=True)
    giver_name = models.CharField(max_length=120, blank=True, default="")
    taker_name = models.CharField(max_length=120, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)
    closed_because = models.CharField(max_length=10, blank=True, default="", choices=ClosedBecause.choices)
    returned_because = models.CharField(max_length=10, blank=True, default="", choices=ReturnedBecause.choices)
    person = models.ForeignKey("persons.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="returns")
    minutes = models.ForeignKey("files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReturnState.values), name="reception_return_state"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="reception_return_origin"),
            # "Đủ điều kiện" is what a health check says, not a wish.
            models.CheckConstraint(
                condition=Q(fit=False) | Q(detox_done=True, training_done=True, health_checked_on__isnull=False),
                name="reception_fit_after_health_check",
            ),
            models.CheckConstraint(
                condition=Q(certificate_number="", certificate_on=None)
                | ~Q(certificate_number="") & Q(certificate_on__isnull=False),
                name="reception_certificate_whole",
            ),
            models.CheckConstraint(
                condition=_whole("confirmed", meet_on__isnull=False, confirmed_at__isnull=False)
                & (~Q(state="confirmed") | ~Q(helper_name="") & ~Q(receiver_name="")),
                name="reception_confirmed_names_helper",
            ),
            models.CheckConstraint(
                condition=_whole("received", received_on__isnull=False, received_at__isnull=False, case__isnull=False)
                & (Q(state="received") | Q(received_on=None, case=None)),
                name="reception_received_has_case",
            ),
            models.CheckConstraint(
                condition=Q(state="closed") & ~Q(closed_because="") | ~Q(state="closed") & Q(closed_because=""),
                name="reception_closed_why",
            ),
            models.CheckConstraint(
                condition=Q(state="returned") & ~Q(returned_because="") | ~Q(state="returned") & Q(returned_because=""),
                name="reception_returned_why",
            ),
            models.CheckConstraint(condition=_whole("missing", missed_on__isnull=False), name="reception_missed_when"),
            models.CheckConstraint(
                condition=Q(batch=None, agency=None) | Q(batch__isnull=False, agency__isnull=False),
                name="reception_centre_has_batch",
            ),
        ]
        indexes = [
            models.Index(fields=["unit_path", "state", "due_on"], name="reception_by_commune"),
            models.Index(fields=["batch", "row_no"], name="reception_by_batch"),
            models.Index(fields=["state", "due_on"], name="reception_waiting"),
        ]

    @property
    def key_scope(self) -> str:
        """Once received the row goes with the file; before, it lies with the commune that awaits him."""
        return self.case.unit_path if self.case is not None else self.unit_path

    @property
    def expected_on(self) -> date:
        """The day both sides look for him."""
        return self.meet_on or self.due_on


class Certificate(models.Model):
    """One line of a centre's register of certificates: number, day, holder, kind (sổ cấp giấy chứng nhận)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    number = models.CharField(max_length=60)
    on = models.DateField()
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Origin.choices)
    holder = SealedField(data_class=DataClass.IDENTITY, null=False)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    returnee = models.OneToOneField(
        Returnee, null=True, blank=True, on_delete=models.PROTECT, related_name="certificate"
    )
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="reception_certificate_numbered"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in OF_CENTRES]), name="reception_certificate_kind"
            ),
            models.UniqueConstraint(fields=["agency", "number", "year"], name="reception_certificate_once_a_year"),
        ]
        indexes = [models.Index(fields=["agency", "on"], name="reception_certificate_book")]

    @property
    def key_scope(self) -> str:
        return self.unit_path
