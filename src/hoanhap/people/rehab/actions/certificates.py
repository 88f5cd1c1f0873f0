"""The register of certificates: one line a certificate, its type never left open (sổ cấp giấy chứng nhận)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy
from hoanhap.people.cases import states
from hoanhap.people.cases.models import Case, Standing
from hoanhap.people.rehab import conduct_rules, duties
from hoanhap.people.rehab.actions import shared
from hoanhap.people.rehab.models import CasePaper, Certificate, Completion, Served


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateDetails:
    """Given by the commune itself or by a facility; `served`: the rehab, or the management after it."""

    number: str
    issued_on: date
    issuer_name: str
    completion: str
    served: str = Served.REHAB
    paper: CasePaper | None = None


@transaction.atomic
def record_certificate(*, case: Case, details: CertificateDetails, by: audit.Actor, at: datetime) -> Certificate:
    """Enter one certificate. Raises Refused without a type, a number or an issuer, or for a number given before."""
    held = shared.hold(case.pk)
    measure, regime = _measure(held, details.served)
    if not measure:
        raise Refused(_("Hồ sơ này chưa có biện pháp nào để chứng nhận."), code="certificate-measure")
    term_to = held.term_to if held.measure == measure else None
    refusal = conduct_rules.completion_refusal(
        details.completion, issued_on=details.issued_on, term_to=term_to, known=Completion.values
    )
    if refusal is not None:
        raise refusal
    number, issuer = tidy(details.number)[:60], tidy(details.issuer_name)[:200]
    if not number or not issuer:
        raise Refused(_("Ghi số và nơi cấp giấy chứng nhận."), code="certificate-number")
    if details.issued_on > clock.local_day(at):
        raise Refused(_("Ngày cấp không thể sau hôm nay."), code="day-ahead")
    row = Certificate(
        **shared.fields(held, by, at),
        served=details.served,
        completion=details.completion,
        number=number,
        year=details.issued_on.year,
        issued_on=details.issued_on,
        issuer_name=issuer,
        measure=measure,
        regime=regime,
        paper=details.paper,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("Số %s của nơi cấp này đã có trong sổ.") % number, code="certificate-twice") from error
    shared.log("rehab.certificate_recorded", row, by=by, at=at, detail={"completion": row.completion})
    duties.sync([held], by=by, at=at)
    return row


@transaction.atomic
def record_certificates(
    *, certificates: Iterable[tuple[Case, CertificateDetails]], by: audit.Actor, at: datetime
) -> list[Certificate]:
    """A batch of a facility, all or none."""
    return [record_certificate(case=case, details=details, by=by, at=at) for case, details in certificates]


def _measure(case: Case, served: str) -> tuple[str, str]:
    """The measure it certifies: the present one, or the last of its sort the case has been under."""
    after = served == Served.AFTER
    rows = Standing.objects.filter(case=case).exclude(measure="").order_by("-number")
    for measure, regime in rows.values_list("measure", "regime"):
        if (measure in states.AFTER) == after:
            return measure, regime
    return "", ""
