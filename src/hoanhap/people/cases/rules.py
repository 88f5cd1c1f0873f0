"""May a case be opened or moved so, until when, and which article says it? Facts in, verdict with reasons out. Pure.

Only what was read in a law (confidence SEEN) may block; what is remembered or concluded becomes a remark that a human
weighs. Impossible dates and moves outside the legal table are refused always.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.kernel import clock, durations
from hoanhap.kernel.dates import PartialDate, show
from hoanhap.kernel.durations import UNIT_LABELS, Duration
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import fold
from hoanhap.kernel.workdays import WorkingCalendar

# "từ 01/01 đến 01/01" and "từ 01/01 đến 31/12" are both written for twelve months.
_A_DAY = timedelta(days=1)
_NO_TERM = "law.no_term"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A signed decision; its term is [term_from, term_to). `times`: the how-manieth time the measure is applied."""

    number: str = ""
    on: date | None = None
    signer: str = ""
    term_from: date | None = None
    term_to: date | None = None
    times: int | None = None


NO_DECISION = Decision()


@dataclass(frozen=True, slots=True, kw_only=True)
class UseDetails:
    """What a list says about the use of drugs."""

    first_use_year: int | None = None
    substances: str = ""
    route: str = ""
    level: str = ""
    cause: str = ""
    rehab_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a case as it is entered at once: the state, since when, by which decision, signed by which post.

    The first opens the case, each further one moves it; a row of a list usually has one, taken over in a later state.
    """

    state: str
    on: date
    decision: Decision = NO_DECISION
    verb: str = ""
    signer_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Where a case stands, and the ages the person may have (two when only the birth year is known)."""

    regime: str
    state: str
    measure: str
    since: date
    times: int = 1
    birth: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something to weigh; it does not block."""

    text: str
    article: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermAnswer:
    """The term as it will stand; `refusal` when it cannot."""

    term_from: date | None = None
    term_to: date | None = None
    refusal: Refused | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer: `refusal` is None when it may be done. `to`, `measure`, `regime` say where the case will stand."""

    refusal: Refused | None = None
    remarks: tuple[Remark, ...] = ()
    regime: str = ""
    to: str = ""
    verb: str = ""
    measure: str = ""
    article: str = ""
    term: TermAnswer = field(default_factory=TermAnswer)

    @property
    def allowed(self) -> bool:
        return self.refusal is None


def may_move(
    facts: Facts, *, verb: str, on: date, today: date, decision: Decision, calendar: WorkingCalendar
) -> Verdict:
    """May this case make this move on this day, by this decision?"""
    impossible = _impossible_day(on, today, facts.since)
    if impossible:
        return Verdict(refusal=impossible)
    try:
        regime, answer = law.regime_on(on).code, law.may_move(facts.regime, facts.state, verb, on)
    except Refused as refusal:
        return Verdict(refusal=refusal)
    move = answer.move
    if move is None:
        return Verdict(refusal=_not_in_table(answer.said(_), answer.article), regime=regime)
    remarks = [Remark(text=_(text), article=move.article, confidence=move.confidence) for text in answer.warnings]
    remarks += _late(move, facts.since, on, calendar)
    measure, term = measure_after(facts.measure, move.to), TermAnswer()
    if measure == move.to and (move.to not in (facts.state, facts.measure) or decision.number):
        times = decision.times or facts.times
        term = check_term(measure, on=on, decision=decision, birth=facts.birth, times=times, after=facts.measure)
        remarks += _unsigned(decision)
    return Verdict(
        refusal=term.refusal or _broken_decision(decision, today),
        remarks=(*remarks, *term.remarks),
        regime=regime,
        to=move.to,
        verb=verb,
        measure=measure,
        article=move.article,
        term=term,
    )


def may_open(
    *, state: str, on: date, today: date, decision: Decision, birth: PartialDate | None, verb: str = ""
) -> Verdict:
    """May a case be opened in this state on this day, as a new one or taken over from a list?"""
    impossible = _impossible_day(on, today, None)
    if impossible:
        return Verdict(refusal=impossible)
    measure, term, remarks = measure_after("", state), TermAnswer(), []
    try:
        regime = law.regime_on(on).code
        if measure:
            term = check_term(measure, on=on, decision=decision, birth=birth, times=decision.times or 1)
            remarks += _unsigned(decision)
        answer = _law_on_opening(state, on, verb or None)
    except Refused as refusal:
        return Verdict(refusal=refusal)
    if answer.move is None and term.refusal is None:
        return Verdict(refusal=_not_in_table(answer.said(_), answer.article), regime=regime)
    return Verdict(
        refusal=term.refusal or _broken_decision(decision, today),
        remarks=(*remarks, *term.remarks),
        regime=regime,
        to=state,
        verb=answer.move.verb if answer.move else "",
        measure=measure,
        article=answer.article,
        term=term,
    )


def verb_to(facts: Facts, state: str, on: date) -> str:
    """The law's verb from where the case stands to this state, "" when the table has none (steps of a list)."""
    return next((move.verb for move in law.moves_from(facts.regime, facts.state, on) if move.to == state), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What a case says of itself in one state: the measure with its decision, term and count of times."""

    state: str
    regime: str
    measure: str = ""
    times: int = 1
    decision_number: str = ""
    decision_on: date | None = None
    decision_signer: str = ""
    term_from: date | None = None
    term_to: date | None = None


def position_after(before: Position | None, verdict: Verdict, decision: Decision) -> Position:
    """Where the case stands after the verdict was carried out.

    A measure that begins brings its decision; a pause, an end and a resumption keep that of the measure.
    """
    begins = verdict.measure == verdict.to
    kept = before is not None and verdict.measure == before.measure and not (begins and decision.number)
    if before is not None and kept and verdict.measure:
        return replace(before, state=verdict.to)
    if not begins:
        times = before.times if before else 1
        return Position(state=verdict.to, regime=verdict.regime, measure=verdict.measure, times=times)
    return Position(
        state=verdict.to,
        regime=verdict.regime,
        measure=verdict.measure,
        times=decision.times or (before.times if before else 1),
        decision_number=decision.number,
        decision_on=decision.on,
        decision_signer=decision.signer,
        term_from=verdict.term.term_from,
        term_to=verdict.term.term_to,
    )


def plan(
    steps: Sequence[Step], *, birth: PartialDate | None, today: date, calendar: WorkingCalendar
) -> list[tuple[Step, Verdict, Position]]:
    """The way of a case that is entered at once, step by step. Raises Refused at the first step that cannot be."""
    way: list[tuple[Step, Verdict, Position]] = []
    for step in steps:
        if not way:
            verdict = may_open(
                state=step.state, on=step.on, today=today, decision=step.decision, birth=birth, verb=step.verb
            )
            before = None
        else:
            before = way[-1][2]
            facts = facts_of(before, since=way[-1][0].on, birth=birth)
            verb = step.verb or verb_to(facts, step.state, step.on)
            verdict = may_move(facts, verb=verb, on=step.on, today=today, decision=step.decision, calendar=calendar)
        if verdict.refusal is not None:
            raise verdict.refusal
        way.append((step, verdict, position_after(before, verdict, step.decision)))
    if not way:
        raise ValueError("a case opens with at least one step")
    return way


def facts_of(position: Position, *, since: date, birth: PartialDate | None) -> Facts:
    return Facts(
        regime=position.regime,
        state=position.state,
        measure=position.measure,
        since=since,
        times=position.times,
        birth=birth,
    )


def measure_after(measure: str, state: str) -> str:
    """The measure a case is under once it stands in this state: a pause and an end keep it, a step before has none."""
    kind = law.state(state).kind
    if kind in ("measure", "after"):
        return state
    return measure if kind in ("pause", "closed") else ""


def check_term(
    measure: str,
    *,
    on: date,
    decision: Decision,
    birth: PartialDate | None,
    times: int = 1,
    after: str = "",
) -> TermAnswer:
    """Is the decided term within the law's bounds for this person? Without a decided end, the law's fixed one."""
    begins = decision.term_from or on
    try:
        term, remarks = _law_term(measure, on, ages_on(birth, on), times, after)
    except Refused as refusal:
        return TermAnswer(refusal=refusal)
    if decision.term_to is None:
        fixed = term.max if term.max is not None and term.min == term.max else None
        ends = durations.add(begins, Duration(fixed, term.unit)) if fixed else None
        return TermAnswer(term_from=begins if ends or decision.term_from else None, term_to=ends, remarks=remarks)
    if decision.term_to <= begins:
        return TermAnswer(refusal=Refused(_("Thời hạn kết thúc trước khi bắt đầu."), code="term-backward"))
    said = _outside(term, begins, decision.term_to)
    if said and term.confidence.may_block:
        return TermAnswer(refusal=Refused(said, code="term-outside-law", article=term.article))
    doubt = (Remark(text=said, article=term.article, confidence=term.confidence),) if said else ()
    return TermAnswer(term_from=begins, term_to=decision.term_to, remarks=(*remarks, *doubt))


def ages_on(birth: PartialDate | None, on: date) -> tuple[int, ...]:
    """The completed years the person may have on this day: one with a full birth date, two with a year alone."""
    if birth is None:
        return ()
    born = birth.full
    if born is not None:
        return (on.year - born.year - ((on.month, on.day) < (born.month, born.day)),)
    return tuple(sorted({max(on.year - birth.year - 1, 0), on.year - birth.year}))


def code_initials(name: str, title: str = "") -> str:
    """ "Thường Lạc" gives TL; a ward that is only a number takes its title along: phường 5 gives P5."""
    words = fold(name).upper().split()
    if words and words[0].isdigit():
        return (fold(title)[:1] + words[0]).upper()
    return "".join(word if word.isdigit() else word[0] for word in words)


def case_code(initials: str, year: int, number: int) -> str:
    return f"{initials}-{year}-{number:03d}"


@lru_cache(maxsize=1024)
def _law_on_opening(state: str, on: date, verb: str | None) -> law.Verdict:
    """The law does not change while we run; a list of thousands asks the same few questions."""
    return law.may_open(state, on, verb)


def _law_term(
    measure: str, on: date, ages: Sequence[int], times: int, after: str
) -> tuple[law.Term, tuple[Remark, ...]]:
    """The term for the person's age; when one of two possible ages is refused, that is a remark."""
    terms, refusals = [], []
    for age in ages or (None,):
        try:
            terms.append(law.term(measure, on, age=age, times=times, after=after or None))
        except Refused as refusal:
            refusals.append(refusal)
    if not terms and after and all(refusal.code == _NO_TERM for refusal in refusals):
        # After a measure no rule speaks of (support only, one of an older law, the same one after a prison term) the
        # term is unknown: no reason to stop, and no bound that could.
        widest, remarks = _law_term(measure, on, ages, times, "")
        return replace(widest, confidence=law.Confidence.INFER), (Remark(text=refusals[0].message), *remarks)
    if not terms:
        raise refusals[0]
    doubts = [Remark(text=refusal.message, article=refusal.article) for refusal in refusals]
    doubts += [Remark(text=_(text), article=terms[-1].article) for text in terms[-1].warnings]
    return terms[-1], tuple(doubts)


def _outside(term: law.Term, begins: date, ends: date) -> str:
    if term.max is not None and ends > durations.add(begins, Duration(term.max, term.unit)) + _A_DAY:
        return _("Thời hạn dài hơn mức tối đa %(most)s (%(article)s).") % {
            "most": f"{term.max} {_(UNIT_LABELS[term.unit])}",
            "article": term.article,
        }
    if term.min is not None and ends < durations.add(begins, Duration(term.min, term.unit)) - _A_DAY:
        return _("Thời hạn ngắn hơn mức tối thiểu %(least)s (%(article)s).") % {
            "least": f"{term.min} {_(UNIT_LABELS[term.unit])}",
            "article": term.article,
        }
    return ""


def _impossible_day(on: date, today: date, since: date | None) -> Refused | None:
    if on > today:
        return Refused(_("Không ghi được việc của ngày sắp tới (%s).") % show(on), code="day-ahead")
    if since is not None and on < since:
        return Refused(
            _("Hồ sơ ở trạng thái này từ ngày %s; bước tiếp theo không thể sớm hơn.") % show(since), code="day-before"
        )
    return None


def _not_in_table(reason: str, article: str) -> Refused:
    return Refused(
        reason or _("Bước này không có trong quy định đang áp dụng."),
        code="move-not-in-law",
        article=article,
        way_out=_("Chọn một trong các bước được liệt kê của hồ sơ."),
    )


def _broken_decision(decision: Decision, today: date) -> Refused | None:
    if bool(decision.number) != bool(decision.on):
        return Refused(_("Quyết định cần đủ số và ngày."), code="decision-half")
    if decision.on and decision.on > today:
        return Refused(_("Ngày quyết định ở tương lai."), code="decision-ahead")
    return None


def _unsigned(decision: Decision) -> list[Remark]:
    return [] if decision.number else [Remark(text=_("Chưa ghi số, ngày quyết định."))]


def _late(move: law.Move, since: date, on: date, calendar: WorkingCalendar) -> list[Remark]:
    """The clock of the move's event runs from the day the present state began."""
    if not move.deadline:
        return []
    try:
        due = law.due(move.deadline, clock.at(since), calendar=calendar)
    except Refused:
        return []
    last = clock.local_day(due.due_at)
    if on <= last:
        return []
    text = _("Muộn: hạn là hết ngày %(day)s (%(what)s).") % {"day": show(last), "what": _(due.label_vi)}
    return [Remark(text=text, article=due.article, confidence=due.confidence)]
