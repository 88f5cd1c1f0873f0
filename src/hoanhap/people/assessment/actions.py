"""Writes: classify a case, list certified people, write down a determination, keep the answers to an instrument."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.foundation import audit, vault
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.organisations.models import Agency
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import clean_name, tidy
from hoanhap.people.assessment import classifying, determination_rules, duties, instruments
from hoanhap.people.assessment.determination_rules import Certificate, Findings, Remark, Result
from hoanhap.people.assessment.models import Classification, Determination, Diagnoser, Kind, Scoring
from hoanhap.people.cases.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class DeterminationDetails:
    """What the paper says. `agency`, `findings`: only where the health room itself writes."""

    result: Result
    determined_on: date
    paper_number: str
    facility: str
    diagnoser: Diagnoser | None = None
    signer: str = ""
    guardian: str = ""
    received_on: date | None = None
    agency: Agency | None = None
    findings: Findings | None = None
    client_key: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnoserDetails:
    name: str
    facility: str
    qualification: str
    certificate: str
    valid_from: date
    valid_to: date | None = None


@transaction.atomic
def classify(case: Case, *, details: classifying.Details, by: Actor, at: datetime) -> Classification:
    """Classify a case from a day on; what held before stays written. Raises Refused."""
    held = _held(case)
    checked = classifying.checked(
        details, birth_year=held.person.birth_year, opened_on=held.opened_on, today=clock.local_day(at)
    )
    last = held.classifications.aggregate(last=Max("number"))["last"] or 0
    row = Classification(
        case=held,
        unit_id=held.unit_id,
        unit_path=held.unit_path,
        number=last + 1,
        from_on=checked.from_on,
        level=checked.level,
        cause=checked.cause,
        traits=" ".join(checked.traits),
        drugs=" ".join(checked.drugs),
        routes=" ".join(checked.routes),
        first_use_year=checked.first_use_year,
        recorded_by=by.account_id,
        recorded_at=at,
    )
    vault.seal(row, note=tidy(checked.note)[:500])
    row.save(force_insert=True)
    _log("case.classified", held, by, at, {"classification": str(row.pk)})
    return row


@transaction.atomic
def add_diagnoser(*, details: DiagnoserDetails, unit: Place, by: Actor, at: datetime) -> Diagnoser:
    """Enter somebody who holds a certificate. Raises Refused."""
    name, certificate = clean_name(details.name), tidy(details.certificate)
    if not name or not certificate:
        raise Refused(_("Cần họ tên và số chứng chỉ."), code="diagnoser-name")
    if details.valid_to is not None and details.valid_to <= details.valid_from:
        raise Refused(_("Ngày hết hiệu lực phải sau ngày cấp."), code="diagnoser-days")
    row = Diagnoser(
        unit=unit,
        unit_path=unit.path,
        name=name,
        facility=tidy(details.facility)[:200],
        qualification=details.qualification,
        certificate=certificate[:80],
        valid_from=details.valid_from,
        valid_to=details.valid_to,
        recorded_by=by.account_id,
        recorded_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("Chứng chỉ này đã có trong danh sách."), code="diagnoser-twice") from error
    _log_place("diagnoser.added", row, by, at)
    return row


@transaction.atomic
def end_diagnoser(row: Diagnoser, *, on: date, by: Actor, at: datetime) -> Diagnoser:
    """From this day on the certificate holds no more; what was signed before stays. Raises Refused."""
    if on <= row.valid_from:
        raise Refused(_("Ngày hết hiệu lực phải sau ngày cấp."), code="diagnoser-days")
    if not Diagnoser.objects.filter(pk=row.pk, valid_to=row.valid_to).update(valid_to=on):
        raise Refused(_("Dòng này vừa được người khác sửa."), code="diagnoser-changed")
    row.valid_to = on
    _log_place("diagnoser.ended", row, by, at)
    return row


@transaction.atomic
def determine(
    case: Case, *, details: DeterminationDetails, by: Actor, at: datetime
) -> tuple[Determination, tuple[Remark, ...]]:
    """Write down a result with its paper. The state of the file stays as it is. Raises Refused.

    The same `client_key` twice is one result.
    """
    held = _held(case)
    if sent := _sent_before(held, details.client_key):
        return sent, ()
    paper, facility = tidy(details.paper_number)[:60], tidy(details.facility)[:200]
    signer = clean_name(details.diagnoser.name if details.diagnoser else details.signer)
    if not (paper and signer and facility):
        raise Refused(_("Cần số phiếu, nơi xác định và người ký."), code="determination-paper")
    guardian = clean_name(details.guardian)
    answer = determination_rules.judge(
        result=details.result,
        on=details.determined_on,
        today=clock.local_day(at),
        certificate=_certificate(details.diagnoser),
        birth=_birth(held),
        guardian=guardian,
        findings=details.findings,
        received_on=details.received_on,
    )
    if answer.refusal:
        raise answer.refusal
    row = Determination(
        case=held,
        unit_id=held.unit_id,
        unit_path=held.unit_path,
        result=details.result.value,
        determined_on=details.determined_on,
        received_on=details.received_on,
        paper_number=paper,
        facility=facility,
        signer=signer,
        diagnoser=details.diagnoser,
        agency=details.agency,
        regime=law.regime_on(details.determined_on).code,
        article=law.determination_on(details.determined_on).criteria.article[:200],
        recorded_by=by.account_id,
        recorded_at=at,
        client_key=details.client_key,
    )
    vault.seal(row, guardian=guardian, findings=_written(details.findings))
    _insert(row)
    _log("case.determined", held, by, at, {"determination": str(row.pk)})
    duties.answered(held, by=by, at=at)
    return row, answer.remarks


@transaction.atomic
def strike(row: Determination, *, reason: str, by: Actor, at: datetime) -> Determination:
    """It was written by mistake: it holds no more and stays readable as struck. Raises Refused."""
    said = tidy(reason)[:500]
    if not said:
        raise Refused(_("Cần ghi lý do gạch bỏ."), code="strike-reason")
    vault.seal(row, struck_reason=said)
    claimed = Determination.objects.filter(pk=row.pk).update(
        struck_at=at, struck_by=by.account_id, struck_reason=row.struck_reason
    )
    if not claimed:
        raise Refused(_("Kết quả này đã được gạch bỏ."), code="strike-twice")
    row.struck_at, row.struck_by = at, by.account_id
    _log("case.determination_struck", row.case, by, at, {"determination": str(row.pk)})
    return row


@transaction.atomic
def keep_answers(
    case: Case,
    *,
    agency: Agency,
    kind: Kind,
    answers: Mapping[str, int],
    taken_on: date,
    by: Actor,
    at: datetime,
    client_key: UUID | None = None,
) -> Scoring:
    """Keep one sitting, sealed. The caller has passed the gate of the health room. Raises Refused."""
    held = _held(case)
    sent = Scoring.objects.filter(case=held, client_key=client_key).first() if client_key else None
    if sent is not None:
        return sent
    if taken_on > clock.local_day(at) or taken_on < held.opened_on:
        raise Refused(_("Ngày làm phiếu nằm ngoài thời gian của hồ sơ."), code="scoring-day")
    row = Scoring(
        case=held,
        unit_path=held.unit_path,
        agency=agency,
        kind=kind,
        taken_on=taken_on,
        recorded_by=by.account_id,
        recorded_at=at,
        client_key=client_key,
    )
    vault.seal(row, answers=json.dumps(instruments.checked(kind, answers), sort_keys=True))
    row.save(force_insert=True)
    _log("health.scored", held, by, at, {"scoring": str(row.pk)})
    return row


def _held(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).select_related("person").get(pk=case.pk)


def _birth(case: Case) -> PartialDate | None:
    said = vault.reveal(case.person, "birth_date")
    return PartialDate.from_iso(said) if said else None


def _certificate(row: Diagnoser | None) -> Certificate | None:
    if row is None:
        return None
    return Certificate(qualification=row.qualification, valid_from=row.valid_from, valid_to=row.valid_to)


def _written(findings: Findings | None) -> str:
    if findings is None:
        return ""
    said = {"met": sorted(findings.met), "lasting": findings.lasting.value, "observed": findings.observed}
    return json.dumps(said, sort_keys=True)


def _sent_before(case: Case, client_key: UUID | None) -> Determination | None:
    return Determination.objects.filter(case=case, client_key=client_key).first() if client_key else None


def _insert(row: Determination) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("Phiếu này đã được ghi."), code="determination-twice") from error


def _log(code: str, case: Case, by: Actor, at: datetime, detail: Mapping[str, str] | None = None) -> None:
    audit.record(
        code,
        by=by,
        subject_kind="case",
        subject_id=case.pk,
        unit_path=case.unit_path,
        at=at,
        detail=dict(detail or {}),
    )


def _log_place(code: str, row: Diagnoser, by: Actor, at: datetime) -> None:
    audit.record(
        code,
        by=by,
        subject_kind="place",
        subject_id=row.unit_id,
        unit_path=row.unit_path,
        at=at,
        detail={"diagnoser": str(row.pk)},
    )
