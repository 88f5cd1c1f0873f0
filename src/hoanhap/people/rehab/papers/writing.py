"""Writing a paper from the case, and issuing it: a number in the register of papers, a line in that of certificates."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.documents import actions as documents
from hoanhap.foundation.organisations import actions as organisations
from hoanhap.foundation.organisations import queries as agencies
from hoanhap.foundation.organisations.kinds import AgencyKind
from hoanhap.foundation.organisations.models import Agency
from hoanhap.kernel import clock
from hoanhap.kernel.confidence import Confidence
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy
from hoanhap.law.casework_model import REFUSE
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab import conduct_rules
from hoanhap.people.rehab.actions import shared
from hoanhap.people.rehab.actions.certificates import CertificateDetails, record_certificate
from hoanhap.people.rehab.models import CasePaper, Completion, Dossier, Served, Violation
from hoanhap.people.rehab.papers import bodies, drawing, facts

CERTIFICATES = {"completion_certificate": Served.REHAB, "post_rehab_completion": Served.AFTER}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDetails:
    """What the officer chooses and types. `ground`: a code of the law, for refusals and stops."""

    code: str
    on: date
    words: str = ""
    measure: str = ""
    term_from: date | None = None
    term_to: date | None = None
    ground: str = ""
    completion: str = ""
    to_place: str = ""
    dossier: Dossier | None = None
    violation: Violation | None = None


@transaction.atomic
def write(*, case: Case, details: PaperDetails, by: audit.Actor, at: datetime) -> CasePaper:
    """Write one paper under the law of its day; the text is kept as it is now. Raises Refused."""
    held = shared.hold(case.pk)
    if details.on > clock.local_day(at):
        raise Refused(_("Ngày của giấy tờ không thể sau hôm nay."), code="day-ahead")
    regime = law.regime_on(details.on).code
    rule = law.paper_rule(regime, details.code)
    _right_moment(held, rule)
    typed = _typed(held, details, rule)
    form = law.form_of(regime, rule.form)
    row = CasePaper(
        **shared.fields(held, by, at),
        code=details.code,
        regime=regime,
        form=rule.form or "",
        own_layout=form is None or form.title_confidence is not Confidence.SEEN,
        title=rule.title_vi,
        on=details.on,
        article=(typed.article or rule.article)[:200],
        ground=details.ground,
        completion=details.completion if details.code == "completion_certificate" else "",
        issuer=rule.issuer,
    )
    vault.seal(row, body=_text(held, details, typed))
    row.save(force_insert=True)
    shared.log("rehab.paper_written", row, by=by, at=at, detail={"code": row.code, "regime": regime})
    return row


def _right_moment(case: Case, rule: law.PaperRule) -> None:
    if rule.from_states and case.state not in rule.from_states:
        states = ", ".join(f"“{_(law.state(state).label_vi)}”" for state in sorted(rule.from_states))
        raise Refused(_("Giấy này chỉ lập khi hồ sơ ở bước: %s.") % states, code="paper-moment", article=rule.article)


def _typed(case: Case, details: PaperDetails, rule: law.PaperRule) -> bodies.Typed:
    if details.code == "completion_certificate":
        refusal = conduct_rules.completion_refusal(
            details.completion, issued_on=details.on, term_to=case.term_to, known=Completion.values
        )
        if refusal is not None:
            raise refusal
    ground = _ground(case, details)
    casework = law.casework_of(law.regime_on(details.on).code)
    named = {"refusal": True, "decision": True, "user_decision": True, "post_rehab_decision": True}
    complains = named.get(details.code, details.code in ("stop_decision", "end_decision", "dossier_notice"))
    violation = details.violation
    return bodies.Typed(
        words=details.words.strip()[:4000],
        measure=law.measures().get(details.measure, "") or (law.measures().get(case.measure, "")),
        term=facts.term(details.term_from, details.term_to),
        ground=ground.label_vi if ground else "",
        article=ground.article if ground else violation.article if violation else rule.article,
        completion=str(Completion(details.completion).label) if details.completion else "",
        complaint=casework.complaint.text_vi if complains else "",
        to_place=tidy(details.to_place)[:200],
    )


def _ground(case: Case, details: PaperDetails) -> law.Ground | None:
    """A refusal is never written without its reason and article."""
    verb = {"refusal": REFUSE, "stop_decision": "stop_management"}.get(details.code)
    if verb is None:
        return None
    found = {one.code: one for one in law.grounds_for(verb, case.state, details.on)}
    if details.ground in found:
        return found[details.ground]
    if found:
        raise Refused(_("Chọn lý do có điều luật."), code="ground-missing")
    return None


@translation.override("vi")
def _text(case: Case, details: PaperDetails, typed: bodies.Typed) -> str:
    said = vault.reveal(details.violation, "said") if details.violation else ""
    known = facts.of(case, dossier=details.dossier, violation=details.violation, said=said)
    return json.dumps([list(line) for line in bodies.BODIES[details.code](known, typed)], ensure_ascii=False)


@transaction.atomic
def issue(paper: CasePaper, *, issued_on: date, by: Viewer, at: datetime, given: int | None = None) -> CasePaper:
    """Enter the paper in the register with its number; a certificate also in that of certificates. Raises Refused."""
    row = CasePaper.objects.select_for_update(of=("self",)).select_related("case", "unit").get(pk=paper.pk)
    if row.issued_at is not None:
        raise Refused(_("Giấy này đã vào sổ."), code="paper-issued")
    if row.issuer == drawing.PERSON:
        raise Refused(_("Giấy này do người đăng ký ký, không lấy số của cơ quan."), code="paper-of-person")
    if issued_on < row.on:
        raise Refused(_("Ngày ban hành không thể trước ngày lập giấy."), code="paper-day")
    document = documents.draft(
        unit=row.unit,
        kind=bodies.KINDS[row.code],
        symbol=drawing.symbol_of(row),
        subject=drawing.subject_of(row),
        signature=drawing.signature_of(row),
        subject_kind="case_paper",
        subject_id=row.pk,
        by=by.actor,
        at=at,
        agency=_police_of(row, by.actor, at) if row.issuer == drawing.POLICE else None,
        paper=drawing.REGISTERED,
    )
    documents.number(document=document, issued_on=issued_on, by=by.actor, at=at, given=given)
    row.document, row.issued_at = document, at
    row.save(update_fields=["document", "issued_at"])
    shared.log("rehab.paper_issued", row, by=by.actor, at=at, detail={"code": row.code, "number": document.number})
    if row.code in CERTIFICATES:
        _register_certificate(row, issued_on, by.actor, at)
    return row


def _police_of(row: CasePaper, by: audit.Actor, at: datetime) -> Agency:
    """The police of the commune keep a series of their own; named here when a commune issues its first paper."""
    found = agencies.agencies_at(row.unit, row.on, kind=AgencyKind.CONG_AN).first()
    if found is not None:
        return found
    name = f"Công an {row.unit.full_name}"
    begun = max(row.unit.valid_from, date(row.on.year, 1, 1))
    return organisations.create_agency(
        kind=AgencyKind.CONG_AN, name=name, place=row.unit, valid_from=begun, by=by, at=at
    )


def _register_certificate(row: CasePaper, issued_on: date, by: audit.Actor, at: datetime) -> None:
    document = row.document
    assert document is not None  # noqa: S101 - just numbered
    record_certificate(
        case=row.case,
        details=CertificateDetails(
            number=document.notation,
            issued_on=issued_on,
            issuer_name=" ".join(drawing.issuer_of(row).lines),
            completion=row.completion or Completion.FULL_TERM,
            served=CERTIFICATES[row.code],
            paper=row,
        ),
        by=by,
        at=at,
    )


def of_case(case: Case) -> list[CasePaper]:
    """The papers of a case, the latest first. The caller has passed the gate."""
    rows = CasePaper.objects.filter(case=case).select_related("document")
    return list(rows.order_by("-on", "-recorded_at", "id"))


def log_file(paper: CasePaper, kind: str, *, by: audit.Actor, at: datetime) -> None:
    """The paper left the house as a file."""
    shared.log("rehab.paper_taken", paper, by=by, at=at, detail={"code": paper.code, "file": kind})
