"""Outcome of those who came out of rehab, by commune, measure or cohort: figures that say how sure they are.

Rates stand over those assessed; who was not stands beside them with the reason. Above the commune small cells stay
back, with enough others that no sum gives them away, and the curve is read coarsely.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators.disclosure import LEAST_DENOMINATOR, SMALL
from hoanhap.people.cases.models import Case, CohortMember, Standing
from hoanhap.people.reviews import episodes, following, outcome_tables, policy, rules
from hoanhap.people.reviews.episodes import Ended, Episode, Left
from hoanhap.people.reviews.models import NotSeen, Outcome, Review, YearAssessment
from hoanhap.people.reviews.outcome_tables import QUARTER_PARTS, YEAR_PARTS, Table
from hoanhap.people.reviews.rates import DAYS_A_MONTH, Reading, may_compare, readings
from hoanhap.people.reviews.rules import Quarter
from hoanhap.people.reviews.survival import Curve, Followed, LogRank, kaplan_meier, log_rank

MONTHS = (3, 6, 9, 12, 18, 24)
_CHUNK = 500
Row = TypeVar("Row")


class By(StrEnum):
    """What the people are grouped by. A commune is its model."""

    UNIT = "unit"
    MEASURE = "measure"
    COHORT = "cohort"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCurve:
    """The curve of one group; without a curve it is too small to be shown to this viewer."""

    group: str
    label: str
    people: int
    curve: Curve | None
    read: Sequence[Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The time without a sign of use of everybody, and of each group where it may be shown and compared."""

    whole: GroupCurve
    groups: Sequence[GroupCurve]
    left: Mapping[Left, int | None]
    never_seen: int | None
    test: LogRank | None
    coarse: bool


def ended(viewer: Viewer, *, since: date, until: date, by: By) -> list[Ended]:
    """Every end of rehab in [since, until) the viewer may count, with what was signed since. Few queries."""
    cases = {case.pk: case for case in _countable_cases(viewer, since, until)}
    found = following.episodes_of(list(cases))
    labels = _labels(cases.values(), by)
    signed, years = _signed(list(cases)), _years(list(cases))
    rows = []
    for pk, ones in sorted(found.items(), key=lambda pair: str(pair[0])):
        for one in ones:
            if since <= one.ended_on < until:
                rows += [
                    _ended(cases[pk], one, group, label, signed[pk], years.get((pk, one.ended_on)))
                    for group, label in labels(pk, one)
                ]
    return rows


def year_table(rows: Sequence[Ended], *, on: date, above: bool) -> Table:
    """A year after rehab: ended, due, assessed with their outcome, not assessed with the reason."""
    groups = _grouped((row.group, row.label, row) for row in rows)
    counted = {key: outcome_tables.count_year(found, on) for key, found in groups.items()}
    return outcome_tables.table(counted, YEAR_PARTS, above=above, good=Outcome.NO_USE.value)


def quarter_table(viewer: Viewer, quarter: Quarter, *, by: By, above: bool) -> Table:
    """The reviews of a quarter, by commune, measure or cohort; rates over those reviewed."""
    rows = Review.objects.filter(policy.countable(viewer), year=quarter.year, quarter=quarter.number)
    rows = rows.select_related("case", "case__unit").defer("note", "struck_reason").order_by("id")
    found = list(rows)
    cases = {row.case_id: row.case for row in found}
    labels = _labels(cases.values(), by)
    held = _present_episodes(cases, by)
    groups = _grouped((*pair, row) for row in found for pair in labels(row.case_id, held.get(row.case_id)))
    counted = {key: outcome_tables.count_quarter(ones) for key, ones in groups.items()}
    return outcome_tables.table(counted, QUARTER_PARTS, above=above, good="progress")


def course(rows: Sequence[Ended], *, above: bool) -> Course:
    """The curves of everybody and of each group; compared only where every group is large enough."""
    once = list({(row.case_id, row.episode.ended_on): row for row in rows}.values())
    whole = _curve("", _("Tất cả"), once, above=above)
    groups = [
        _curve(key[0], key[1], found, above=above)
        for key, found in _grouped((r.group, r.label, r) for r in rows).items()
    ]
    large = [one for one in groups if one.curve is not None and len(one.curve.people) >= LEAST_DENOMINATOR]
    compared = may_compare([one.curve for one in large if one.curve is not None])
    test = log_rank({one.group: one.curve.people for one in large if one.curve is not None}) if compared else None
    left = Counter(row.left for row in once if row.until is not None)
    never = sum(row.until is None for row in once)
    tells = above and any(0 < number < SMALL for number in (*left.values(), never))
    return Course(
        whole=whole,
        groups=groups,
        left={why: None if tells else left[why] for why in Left},
        never_seen=None if tells else never,
        test=test,
        coarse=above,
    )


# --- reading ------------------------------------------------------------------------------------------------------


def _countable_cases(viewer: Viewer, since: date, until: date) -> Iterable[Case]:
    steps = Standing.objects.filter(following.ends(), from_on__gte=since, from_on__lt=until)
    cases = Case.objects.filter(policy.countable(viewer, ""), pk__in=steps.order_by().values("case"))
    return cases.select_related("unit").defer("wish").order_by("id")


def _labels(cases: Iterable[Case], by: By) -> Callable[[UUID, Episode | None], list[tuple[str, str]]]:
    """Case and episode → its groups with their words; who is in no cohort stands in no group of cohorts."""
    held = {case.pk: case for case in cases}
    if by is By.UNIT:
        return lambda pk, _one: [(held[pk].unit.path, held[pk].unit.full_name)]
    if by is By.MEASURE:
        return lambda pk, one: [_measure_of(one.measure if one is not None else held[pk].measure)]
    cohorts: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for ids in _chunks(list(held)):
        for member in CohortMember.objects.filter(case__in=ids).select_related("cohort", "unit").order_by("id"):
            name = f"{member.cohort.name}, {member.unit.full_name}"
            cohorts[member.case_id].append((str(member.cohort_id), name))
    return lambda pk, _one: list(dict.fromkeys(cohorts.get(pk, [])))


def _measure_of(code: str) -> tuple[str, str]:
    return (code, _(law.measures()[code])) if code else ("", _("về từ nơi khác"))


def _present_episodes(cases: Mapping[UUID, Case], by: By) -> Mapping[UUID, Episode]:
    """For groups by measure: after rehab the measure that ended, during it the case's own."""
    if by is not By.MEASURE:
        return {}
    found = following.episodes_of(list(cases))
    last = {pk: ones[-1] for pk, ones in found.items() if ones}
    return {pk: one for pk, one in last.items() if one.again_on is None}


def _signed(case_ids: Sequence[UUID]) -> Mapping[UUID, list[episodes.Signed]]:
    found: dict[UUID, list[episodes.Signed]] = defaultdict(list)
    for ids in _chunks(case_ids):
        reviews = Review.objects.filter(case__in=ids).order_by("reviewed_on", "id")
        for case_id, on, condition, used, seen_on in reviews.values_list(
            "case_id", "reviewed_on", "condition", "use_seen", "seen_on"
        ):
            day = rules.when_seen(seen_on, seen=used, on=on)
            found[case_id].append(episodes.Signed(on=on, seen=bool(condition), sign_on=day))
        years = YearAssessment.objects.filter(case__in=ids).order_by("assessed_on", "id")
        for case_id, on, outcome, seen_on in years.values_list("case_id", "assessed_on", "outcome", "seen_on"):
            day = rules.when_seen(seen_on, seen=outcome in (rules.USED, rules.RELAPSED), on=on)
            found[case_id].append(episodes.Signed(on=on, seen=bool(outcome), sign_on=day))
    return found


def _years(case_ids: Sequence[UUID]) -> Mapping[tuple[UUID, date], YearAssessment]:
    found = {}
    for ids in _chunks(case_ids):
        for row in YearAssessment.objects.filter(case__in=ids).defer("note", "struck_reason").order_by("id"):
            found[row.case_id, row.ended_on] = row
    return found


def _ended(
    case: Case, one: Episode, group: str, label: str, signed: Sequence[episodes.Signed], row: YearAssessment | None
) -> Ended:
    last, left = episodes.outcome(one, signed, closed_as=case.state, is_open=case.closed_on is None)
    return Ended(
        case_id=case.pk,
        group=group,
        label=label,
        episode=one,
        until=last,
        left=left,
        outcome=row.outcome if row else "",
        not_seen=row.not_seen if row else _reason_of(left),
        work=row.work if row else "",
        written=row is not None,
    )


def _reason_of(left: Left) -> str:
    """Without an assessment the end of the file says why: a fact of the file, nothing about use."""
    return {Left.DECEASED: NotSeen.DECEASED.value, Left.MOVED: NotSeen.MOVED.value}.get(left, "")


def _grouped(rows: Iterable[tuple[str, str, Row]]) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for group, label, row in rows:
        found[group, label].append(row)
    return dict(sorted(found.items(), key=lambda pair: (pair[0][1], pair[0][0])))


def _curve(group: str, label: str, rows: Sequence[Ended], *, above: bool) -> GroupCurve:
    people = [
        Followed((row.until - row.episode.ended_on).days, row.left is Left.SIGN)
        for row in rows
        if row.until is not None
    ]
    if above and len(people) < LEAST_DENOMINATOR:
        return GroupCurve(group=group, label=label, people=len(people), curve=None, read=())
    curve = kaplan_meier(people)
    whole_months = int(curve.longest / DAYS_A_MONTH)
    months = MONTHS if above else sorted({*MONTHS, max(whole_months, 1)})
    read = readings(curve, months=months, coarse=above)
    return GroupCurve(group=group, label=label, people=len(people), curve=curve, read=read)


def _chunks(items: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
