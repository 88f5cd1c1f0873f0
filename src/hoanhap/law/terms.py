"""How long a measure lasts, from which age, and who decides it."""

from datetime import date

from hoanhap.kernel.dates import show
from hoanhap.kernel.durations import Duration, Unit
from hoanhap.kernel.errors import Refused
from hoanhap.law.answers import MeasureRefused, Term, Verdict
from hoanhap.law.catalogue import known_measure, party
from hoanhap.law.loader import law
from hoanhap.law.model import Ages, Confidence, Decider, Measure, Regime, TermRule
from hoanhap.law.regimes import regime_on


def term(measure: str, on: date, age: int | None = None, times: int = 1, after: str | None = None) -> Term:
    """The term of a measure decided on this day. `times`: 1 the first rehab; `after`: the measure post-rehab follows.

    What is not told widens the answer. Raises MeasureRefused where the law that was read forbids it.
    """
    _sane(age, times)
    regime, found = measure_on(measure, on)
    warnings = _age_warnings(found, regime, age)
    rules = [rule for rule in found.terms if rule.holds(on) and _fits(rule, age, times, after)]
    if not rules:
        raise Refused(f"Chưa có quy định thời hạn cho “{found.label_vi}” trong trường hợp này.", code="law.no_term")
    decider = decider_of(measure, on)
    confidence = Confidence.weakest(*(rule.confidence for rule in rules))
    return Term(
        regime=regime.code,
        measure=measure,
        min=_lowest(rules),
        max=_highest(rules),
        unit=rules[0].unit,
        decider=decider.who,
        decider_confidence=decider.confidence,
        article="; ".join(dict.fromkeys(rule.article for rule in rules)),
        confidence=confidence,
        warnings=(*warnings, *filter(None, [confidence.caution_vi])),
    )


def check_term(
    measure: str, on: date, months: int, age: int | None = None, times: int = 1, after: str | None = None
) -> Verdict:
    """May a decision of this day set this many months?"""
    found = term(measure, on, age=age, times=times, after=after)
    factor = 12 if found.unit is Unit.YEAR else 1
    if found.unit not in (Unit.MONTH, Unit.YEAR):
        return Verdict(allowed=True, blocking=False, reason="", article=found.article, warnings=found.warnings)
    wrong = ""
    if found.max is not None and months > found.max * factor:
        wrong = f"Thời hạn {months} tháng vượt mức tối đa {Duration(found.max, found.unit)}"
    elif months <= 0 or (found.min is not None and months < found.min * factor):
        wrong = f"Thời hạn {months} tháng ngắn hơn mức tối thiểu {Duration(found.min or 1, found.unit)}"
    if not wrong:
        return Verdict(allowed=True, blocking=False, reason="", article=found.article, warnings=found.warnings)
    reason = f"{wrong} ({found.article})."
    if months <= 0 or found.confidence.may_block:
        return Verdict(allowed=False, blocking=True, reason=reason, article=found.article)
    return Verdict(
        allowed=True, blocking=False, reason=reason, article=found.article, warnings=(reason, *found.warnings)
    )


def check_age(measure: str, on: date, age: int) -> Verdict:
    """May this measure be applied on this day to a person of this age?"""
    _, found = measure_on(measure, on)
    ages = found.ages
    if ages is None or ages.admit(age):
        return Verdict(allowed=True, blocking=False, reason="")
    reason = _age_sentence(found, ages, age)
    if ages.confidence.may_block:
        return Verdict(allowed=False, blocking=True, reason=reason, article=ages.article)
    warnings = (reason, ages.confidence.caution_vi)
    return Verdict(allowed=True, blocking=False, reason=reason, article=ages.article, warnings=warnings)


def decider_of(measure_or_task: str, on: date) -> Decider:
    """Who decides a measure, or holds a task, on this day; `.who` is None where it is not known."""
    regime = regime_on(on)
    task = regime.tasks.get(measure_or_task)
    if task is None and measure_or_task not in law().vocabulary.measures:
        known = ", ".join([*law().vocabulary.measures, *regime.tasks])
        raise Refused(
            f"Không có biện pháp hoặc việc “{measure_or_task}” trong chế độ {regime.code}.",
            code="law.unknown_measure",
            way_out=f"Các mã: {known}.",
        )
    deciders = task.deciders if task else measure_on(measure_or_task, on)[1].deciders
    return next(decider for decider in deciders if decider.holds(on))


def decider_label(measure_or_task: str, on: date) -> str:
    return party(decider_of(measure_or_task, on).who)


def measure_on(code: str, on: date) -> tuple[Regime, Measure]:
    """The regime of the day and what it says of the measure; MeasureRefused with the reason where it has none."""
    known_measure(code)
    regime = regime_on(on)
    found = regime.measure(code)
    if found is not None:
        return regime, found
    refusal = next(entry for entry in regime.refused if entry.measure == code)
    raise MeasureRefused(
        f"Không áp dụng được “{law().vocabulary.measures[code]}” vào ngày {show(on)}. {refusal.reason_vi}",
        article=refusal.article,
        regime=regime.code,
    )


def _sane(age: int | None, times: int) -> None:
    if age is not None and not 0 <= age <= 130:
        raise Refused(f"Tuổi {age} không hợp lệ.", code="law.bad_age")
    if times < 1:
        raise Refused(f"Lần cai nghiện phải từ 1 trở lên, không phải {times}.", code="law.bad_times")


def _fits(rule: TermRule, age: int | None, times: int, after: str | None) -> bool:
    right_time = rule.times in ("any", "first" if times == 1 else "repeat")
    right_origin = after is None or not rule.after or after in rule.after
    old_enough = age is None or rule.age_from is None or age >= rule.age_from
    young_enough = age is None or rule.age_below is None or age < rule.age_below
    return right_time and right_origin and old_enough and young_enough


def _lowest(rules: list[TermRule]) -> int | None:
    found = [rule.minimum for rule in rules]
    return None if None in found else min(value for value in found if value is not None)


def _highest(rules: list[TermRule]) -> int | None:
    found = [rule.maximum for rule in rules]
    return None if None in found else max(value for value in found if value is not None)


def _age_warnings(measure: Measure, regime: Regime, age: int | None) -> tuple[str, ...]:
    ages = measure.ages
    if ages is None or age is None or ages.admit(age):
        return ()
    sentence = _age_sentence(measure, ages, age)
    if ages.confidence.may_block:
        raise MeasureRefused(sentence, article=ages.article, regime=regime.code, code="law.age")
    return (sentence,)


def _age_sentence(measure: Measure, ages: Ages, age: int) -> str:
    limits = [f"từ đủ {ages.from_age} tuổi"] if ages.from_age is not None else []
    limits += [f"dưới {ages.below} tuổi"] if ages.below is not None else []
    return f"“{measure.label_vi}” chỉ áp dụng với người {' và '.join(limits)}; người này {age} tuổi ({ages.article})."
