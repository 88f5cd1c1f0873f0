"""A commitment is prepared, printed, signed, and perhaps taken back (bản cam kết)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.files import actions as files
from hoanhap.foundation.files.models import StoredFile
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments import queries, rules
from hoanhap.people.commitments.actions.writing import held, placed, record
from hoanhap.people.commitments.models import Commitment, FamilyMember, FormKind, Guarantor, SignedBy


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentDetails:
    """Which form, on which day, until when; who signs, unless it is the person himself."""

    form: FormKind
    on: date
    valid_to: date | None = None
    signer: FamilyMember | Guarantor | None = None


@transaction.atomic
def prepare(case: Case, *, details: CommitmentDetails, by: Actor, at: datetime) -> Commitment:
    """Enter a commitment to be printed; it binds nobody before it is signed. Raises Refused."""
    present = held(case)
    today = clock.local_day(at)
    rules.checked_period(details.on, details.valid_to, opened_on=present.opened_on, today=today)
    family, guarantor = _signers(present, details, today)
    row = Commitment(
        **placed(present, by, at),
        form=details.form,
        on=details.on,
        valid_to=details.valid_to,
        family=family,
        guarantor=guarantor,
    )
    row.save(force_insert=True)
    record("commitment.prepared", row, by, at, form=row.form)
    return row


@transaction.atomic
def sign_on_paper(row: Commitment, data: bytes, *, name: str, by: Viewer, at: datetime) -> Commitment:
    """The signed sheet, photographed or scanned: from here the commitment counts. Raises NotHere, Refused."""
    _check_open(row)
    title = _("Bản cam kết đã ký")
    stored = files.store(data, name=name, title=title, kind="case", subject_id=str(row.case_id), by=by, at=at)
    return _sign(row, SignedBy.PAPER, stored, "", by.actor, at)


@transaction.atomic
def sign_electronically(row: Commitment, *, code: str, by: Actor, at: datetime) -> Commitment:
    """Signed with a signing service, which calls the signature `code`. Raises Refused."""
    _check_open(row)
    said = tidy(code)
    if not said or len(said) > 120:
        raise Refused(_("Ghi mã của chữ ký điện tử."), code="commitment-code")
    return _sign(row, SignedBy.ELECTRONIC, None, said, by, at)


@transaction.atomic
def withdraw_commitment(row: Commitment, *, on: date, by: Actor, at: datetime) -> Commitment:
    """It binds no longer; what was signed stays. Raises Refused."""
    if on > clock.local_day(at) or on < row.on:
        raise Refused(_("Ngày thôi phải từ ngày cam kết đến hôm nay."), code="commitment-day")
    if not Commitment.objects.filter(pk=row.pk, withdrawn_on=None).update(withdrawn_on=on):
        raise Refused(_("Cam kết này đã thôi hiệu lực."), code="commitment-over")
    row.withdrawn_on = on
    record("commitment.withdrawn", row, by, at)
    return row


def _signers(case: Case, details: CommitmentDetails, on: date) -> tuple[FamilyMember | None, Guarantor | None]:
    signer = details.signer
    if details.form == FormKind.PERSON and signer is None:
        return None, None
    if details.form == FormKind.FAMILY and isinstance(signer, FamilyMember) and signer.case_id == case.pk:
        if not queries.agrees(signer, on):
            raise Refused(
                _("Người thân này chưa đồng ý tham gia."), code="commitment-signer", way_out=_("Ghi sự đồng ý trước.")
            )
        return signer, None
    if details.form == FormKind.GUARANTOR and isinstance(signer, Guarantor) and signer.case_id == case.pk:
        return None, signer
    raise Refused(_("Chọn người ký cam kết."), code="commitment-signer")


def _check_open(row: Commitment) -> None:
    if row.withdrawn_on is not None:
        raise Refused(_("Cam kết này đã thôi hiệu lực."), code="commitment-over")
    if queries.counts_as_signed(row):
        raise Refused(_("Cam kết này đã ký."), code="commitment-signed")


def _sign(row: Commitment, how: SignedBy, paper: StoredFile | None, code: str, by: Actor, at: datetime) -> Commitment:
    """Again after the first paper was removed; of two who sign at once the first has signed."""
    seen = Commitment.objects.filter(pk=row.pk, signed_at=row.signed_at, withdrawn_on=None)
    if not seen.update(signed_at=at, signed_by=how, paper=paper, signature_code=code):
        raise Refused(_("Cam kết này vừa được người khác ghi là đã ký."), code="commitment-signed")
    row.refresh_from_db()
    record("commitment.signed", row, by, at, how=how.value)
    return row
