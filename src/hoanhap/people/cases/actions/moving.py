"""Moving a case along the legal table, ending it, and striking out what was recorded wrongly."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.foundation import audit, vault
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices.calendar import working_calendar
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.text import tidy
from hoanhap.people.cases import duties, followers, rules, states
from hoanhap.people.cases.actions import crossing
from hoanhap.people.cases.actions.opening import standing
from hoanhap.people.cases.models import Case, Correction, Standing
from hoanhap.people.cases.rules import NO_DECISION, Decision, Position, Remark, Step, Verdict
from hoanhap.people.persons import queries as person_queries
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.rules import LostUpdate


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The case as it stands now, its new standing, and what the law gives to think about."""

    case: Case
    standing: Standing
    remarks: tuple[Remark, ...]


@transaction.atomic
def move(
    *,
    case: Case,
    verb: str,
    on: date,
    signer_title: str,
    by: audit.Actor,
    at: datetime,
    version: int,
    decision: Decision = NO_DECISION,
) -> Moved:
    """Make one move of the legal table. Raises Refused with the article, LostUpdate when somebody moved it before."""
    return _move(case, verb, on, signer_title, by, at, version, decision)


@transaction.atomic
def close(
    *,
    case: Case,
    verb: str,
    on: date,
    signer_title: str,
    by: audit.Actor,
    at: datetime,
    version: int,
    decision: Decision = NO_DECISION,
) -> Moved:
    """End a case by one of the law's ends. Raises Refused for a verb that does not end it."""
    moved = _move(case, verb, on, signer_title, by, at, version, decision)
    if moved.case.closed_on is None:
        raise Refused(_("Bước này không kết thúc hồ sơ."), code="not-an-end")
    return moved


@transaction.atomic
def undo_last_move(*, case: Case, reason: str, by: audit.Actor, at: datetime, version: int) -> Case:
    """Strike out the last move as wrongly recorded, with a reason and a number; the row and its reason stay."""
    said = tidy(reason)
    if not said:
        raise Refused(_("Đính chính cần lý do."), code="reason-missing")
    present = _present(case)
    living = list(Standing.objects.filter(case=present).order_by("number"))
    if len(crossing.steps_of(living)) < 2:
        raise Refused(
            _("Bước mở hồ sơ không đính chính bằng cách này."),
            code="first-standing",
            way_out=_("Kết thúc hồ sơ nếu mở nhầm."),
        )
    struck = crossing.run_of(living)
    wrong, kept = struck[0], living[: -len(struck)]
    position = _position(kept)
    since = crossing.run_of(kept)[0].from_on
    closed_on = since if position.state in states.CLOSED else None
    if closed_on is None:
        _refuse_second_open(present)
    _claim(present, position, closed_on, version, wanted=law.state(position.state).label_vi)
    _strike(struck)
    _lay_over(present, kept[-1], struck[1:], by, at)
    correction = _correct(present, wrong, said, by, at)
    audit.record(
        "case.corrected",
        by=by,
        subject_kind="case",
        subject_id=present.pk,
        unit_path=present.unit_path,
        at=at,
        detail={"number": correction.number, "struck": wrong.state, "back_to": position.state},
    )
    fresh = _present(case)
    _renew_duties(fresh, since, by, at)
    followers.tell([fresh], by=by, at=at)
    return fresh


@transaction.atomic
def open_term_duties(*, on: date, by: audit.Actor, at: datetime) -> int:
    """The daily job: open the duties about terms that end within 30 and 15 days; how many were opened."""
    near = Case.objects.filter(closed_on=None, term_to__lte=on + timedelta(days=30)).order_by("id")
    return notices.open_many(duties.term_duties(near.iterator(chunk_size=500), on), by=by, at=at)


def _move(
    case: Case,
    verb: str,
    on: date,
    signer_title: str,
    by: audit.Actor,
    at: datetime,
    version: int,
    decision: Decision,
) -> Moved:
    if not tidy(signer_title):
        raise Refused(_("Chưa ghi chức vụ người ký."), code="signer-missing")
    present = _present(case)
    run = crossing.run_of(Standing.objects.filter(case=present).order_by("number"))
    verdict = _verdict(present, run[0], verb, on, at, decision)
    _same_version(present, version, wanted=law.state(verdict.to).label_vi if verdict.to else verb)
    if verdict.refusal is not None:
        raise verdict.refusal
    before = _position_of(present)
    position = rules.position_after(before, verdict, decision)
    closed_on = on if position.state in states.CLOSED else None
    if closed_on is None and present.closed_on is not None:
        _refuse_second_open(present)
    _claim(present, position, closed_on, version, wanted=law.state(position.state).label_vi)
    step = Step(state=verdict.to, on=on, decision=decision, verb=verb, signer_title=tidy(signer_title)[:120])
    row = _write(present, run, step, verdict, position, by, at)
    fresh = _present(case)
    _renew_duties(fresh, on, by, at)
    followers.tell([fresh], by=by, at=at)
    return Moved(case=fresh, standing=row, remarks=verdict.remarks)


def _verdict(case: Case, begun: Standing, verb: str, on: date, at: datetime, decision: Decision) -> Verdict:
    birth = person_queries.birth_of(case.person)
    facts = rules.facts_of(_position_of(case), since=begun.from_on, birth=birth)
    return rules.may_move(
        facts, verb=verb, on=on, today=clock.local_day(at), decision=decision, calendar=working_calendar()
    )


def _write(
    case: Case,
    run: list[Standing],
    step: Step,
    verdict: Verdict,
    position: Position,
    by: audit.Actor,
    at: datetime,
) -> Standing:
    """End the present stay and begin the next; one that began before the case changed its unit began in the old one."""
    current = [row for row in run if row.from_on <= step.on][-1]
    later = run[run.index(current) + 1 :]
    _strike(later)
    Standing.objects.filter(pk=current.pk).update(to_on=step.on)
    row = standing(case, step, verdict, position, by, at, current.state, _last_number(case) + 1)
    row.unit_id, row.unit_path = current.unit_id, current.unit_path
    row.save(force_insert=True)
    _lay_over(case, row, later, by, at)
    audit.record(
        "case.closed" if position.state in states.CLOSED else "case.moved",
        by=by,
        subject_kind="case",
        subject_id=case.pk,
        unit_path=case.unit_path,
        at=at,
        detail={"verb": step.verb, "from": current.state, "to": verdict.to, "regime": verdict.regime},
    )
    return row


def _last_number(case: Case) -> int:
    return Standing.everything.filter(case=case).aggregate(last=Max("number"))["last"] or 0


def _strike(rows: list[Standing]) -> None:
    """Struck first: only then is there room for the one current standing."""
    for row in rows:
        Standing.everything.filter(pk=row.pk).update(struck=True, to_on=row.to_on or row.from_on)


def _lay_over(case: Case, base: Standing, crossings: list[Standing], by: audit.Actor, at: datetime) -> None:
    """The base holds from now on, through the changes of unit that came after it."""
    made = crossing.lay_over(base, crossings, last=_last_number(case), by=by, at=at)
    Standing.everything.filter(pk=base.pk).update(to_on=base.to_on)
    Standing.objects.bulk_create(made)


def _present(case: Case) -> Case:
    found = Case.objects.filter(pk=case.pk).select_related("person", "unit").first()
    if found is None:
        raise NotHere
    return found


def _position_of(case: Case) -> Position:
    return Position(**{name: getattr(case, name) for name in Position.__dataclass_fields__})


def _position(living: list[Standing]) -> Position:
    """What the case said of itself when the last of these standings was current: the measure's own decision counts."""
    last = living[-1]
    if not last.measure:
        return Position(state=last.state, regime=last.regime, times=last.times)
    # The same measure taken up again after another one is another measure, also where neither has a decision.
    stretch = list(takewhile(lambda row: row.measure == last.measure, reversed(living)))
    under = [row for row in reversed(stretch) if row.state == row.measure]
    source = under[-1]
    decision = (source.decision_number, source.decision_on)
    first = next(row for row in under if (row.decision_number, row.decision_on) == decision)
    return Position(
        state=last.state,
        regime=first.regime,
        measure=last.measure,
        times=last.times,
        decision_number=source.decision_number,
        decision_on=source.decision_on,
        decision_signer=source.decision_signer,
        term_from=source.term_from,
        term_to=source.term_to,
    )


def _same_version(present: Case, version: int, *, wanted: str) -> None:
    if present.version != version:
        raise _lost_update(present, wanted)


def _claim(present: Case, position: Position, closed_on: date | None, version: int, *, wanted: str) -> None:
    """Write the case only if it is still the one that was seen: the second of two officers changes nothing."""
    seen = Case.objects.filter(pk=present.pk, version=version, state=present.state)
    if not seen.update(**asdict(position), closed_on=closed_on, version=F("version") + 1):
        raise _lost_update(_present(present), wanted)


def _lost_update(present: Case, wanted: str) -> LostUpdate:
    current = Standing.objects.get(case=present, to_on=None)
    key = _("Trạng thái hồ sơ")
    theirs = _("%(state)s, từ ngày %(day)s, ghi bởi %(signer)s") % {
        "state": _(law.state(present.state).label_vi),
        "day": show(current.from_on),
        "signer": current.signer_title or _("chưa rõ"),
    }
    return LostUpdate(_("Hồ sơ này vừa được người khác cập nhật."), theirs={key: theirs}, yours={key: wanted})


def _refuse_second_open(case: Case) -> None:
    """An end taken back, or a case opened again: not while the person has another open one, or is getting it now."""
    list(Person.objects.select_for_update(of=("self",), no_key=True).filter(pk=case.person_id).values_list("pk"))
    other = Case.objects.filter(person=case.person_id, closed_on=None).exclude(pk=case.pk).first()
    if other is not None:
        raise Refused(
            _("Người này đã có hồ sơ khác đang mở (%s).") % other.code,
            code="case-open",
            way_out=_("Ghi tiếp vào hồ sơ đang mở, hoặc kết thúc hồ sơ đó trước."),
        )


def _correct(case: Case, wrong: Standing, reason: str, by: audit.Actor, at: datetime) -> Correction:
    last = Correction.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    correction = Correction(
        case=case,
        unit_path=case.unit_path,
        number=last + 1,
        standing=wrong,
        corrected_by=by.account_id,
        corrected_at=at,
    )
    vault.seal(correction, reason=reason)
    correction.save(force_insert=True)
    return correction


def _renew_duties(case: Case, since: date, by: audit.Actor, at: datetime) -> None:
    """What hung on the state before is done; what the new one asks for is opened."""
    if case.closed_on is not None:
        notices.cancel_about(subject_kind=duties.SUBJECT, subject_ids=[str(case.pk)], by=by, at=at)
        return
    notices.settle_many(duties.own_keys(case), by=by, at=at)
    begun = duties.moment_of(since, at)
    specs = duties.asked_by(case, begun, working_calendar()) + duties.term_duties([case], clock.local_day(at))
    notices.open_many(specs, by=by, at=at)
