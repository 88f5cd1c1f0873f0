"""Preparing a paper and entering it in the register book with its number."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.documents import rules
from hoanhap.foundation.documents.models import Document, Series, State
from hoanhap.foundation.documents.paper import Signature
from hoanhap.foundation.organisations.kinds import AgencyKind
from hoanhap.foundation.organisations.models import Agency
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused


@transaction.atomic
def draft(
    *,
    unit: Place,
    kind: str,
    symbol: str,
    subject: str,
    signature: Signature,
    subject_kind: str,
    subject_id: object,
    by: audit.Actor,
    at: datetime,
    agency: Agency | None = None,
    paper: str = "",
    place_name: str = "",
    scope: str = "",
) -> Document:
    """Open a draft. Without an agency the people's committee of the unit issues; the place is the unit's name."""
    rules.kind_name(kind)
    if agency is not None and agency.place_id != unit.pk:
        raise Refused(_("Cơ quan ban hành không thuộc đơn vị hành chính này."), code="document_foreign_agency")
    if agency is not None and agency.kind == AgencyKind.UBND:
        agency = None  # the committee is the unit itself: one issuer must not have two series
    document = Document.objects.create(
        unit=unit,
        unit_path=unit.path,
        agency=agency,
        paper=paper,
        kind=kind,
        year=clock.local_day(at).year,
        symbol=symbol,
        subject=subject,
        place_name=place_name or rules.place_name(unit.title, unit.name),
        scope=scope,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        signer_authority="\n".join(signature.authority),
        signer_title=signature.title,
        signer_name=signature.name,
        drafted_at=at,
        drafted_by=by.account_id,
    )
    _log("document.drafted", document, by=by, at=at)
    return document


@transaction.atomic
def number(*, document: Document, issued_on: date, by: audit.Actor, at: datetime, given: int | None = None) -> Document:
    """Give the draft its number and its day, for good.

    The next number of its series, or `given` where the office keeps its own book for all its papers. Raises Refused
    for a paper already numbered, a day to come, a day or a number before the last one of the series.
    """
    if issued_on > clock.local_day(at):
        raise Refused(_("Ngày ban hành không thể sau hôm nay."), code="document_in_future")
    series = _locked_series(document, issued_on.year)
    chosen = rules.next_number(
        last_number=series.last_number, last_issued_on=series.last_issued_on, issued_on=issued_on, given=given
    )
    numbered = Document.objects.filter(pk=document.pk, state=State.DRAFT).update(
        state=State.NUMBERED,
        number=chosen,
        year=issued_on.year,
        issued_on=issued_on,
        numbered_at=at,
        numbered_by=by.account_id,
    )
    if not numbered:
        raise Refused(_("Văn bản này đã có số."), code="document_numbered", way_out=_("Mở lại trang để xem số đã cấp."))
    series.last_number, series.last_issued_on = chosen, issued_on
    series.save(update_fields=["last_number", "last_issued_on"])
    document.refresh_from_db()
    _log("document.numbered", document, by=by, at=at)
    return document


def _locked_series(document: Document, year: int) -> Series:
    """The series of the paper's issuer, held until the transaction ends.

    PostgreSQL locks the row; SQLite knows one writer at a time and holds it from the start of the transaction.
    """
    key = {"agency_id": document.agency_id} if document.agency_id else {"unit_id": document.unit_id, "agency": None}
    wanted = Series.objects.select_for_update().filter(**key, kind=document.kind, year=year)
    found = wanted.first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            fresh = Series(unit_id=document.unit_id, agency_id=document.agency_id, kind=document.kind, year=year)
            fresh.save(force_insert=True)
            return fresh
    except IntegrityError:
        return wanted.get()


def _log(code: str, document: Document, *, by: audit.Actor, at: datetime) -> None:
    audit.record(
        code,
        by=by,
        at=at,
        subject_kind="document",
        subject_id=document.id,
        unit_path=document.unit_path,
        detail={"kind": document.kind, "number": document.number, "symbol": document.symbol},
    )
