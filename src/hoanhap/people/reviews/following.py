"""The steps of cases as episodes after rehab, read for many cases at once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from hoanhap.people.cases.models import Case, Standing
from hoanhap.people.cases.states import HANDED_OVER
from hoanhap.people.reviews import episodes as rules
from hoanhap.people.reviews.episodes import Episode, Stay

CHUNK = 500


def ends() -> Q:
    """Over Standing: the steps at which a rehab ended."""
    left = Q(state__in=rules.ENDS, came_from__in=rules.FROM)
    return (left | Q(number=1, state__in=rules.COMES_HOME)) & ~Q(verb=HANDED_OVER)


def episodes_of(case_ids: Collection[UUID]) -> Mapping[UUID, list[Episode]]:
    """Case → its episodes after rehab, the earliest first; one query for every 500 cases."""
    stays: dict[UUID, list[Stay]] = defaultdict(list)
    for case_id, number, state, came_from, from_on, measure, verb in _steps(list(case_ids)):
        stays[case_id].append(
            Stay(
                number=number,
                state=state,
                came_from=came_from,
                from_on=from_on,
                measure=measure,
                handed_over=verb == HANDED_OVER,
            )
        )
    return {case_id: rules.episodes(found) for case_id, found in stays.items()}


def _steps(case_ids: list[UUID]) -> Iterator[tuple[UUID, int, str, str, date, str, str]]:
    for start in range(0, len(case_ids), CHUNK):
        rows = Standing.objects.filter(case__in=case_ids[start : start + CHUNK]).order_by("case_id", "number")
        yield from rows.values_list("case_id", "number", "state", "came_from", "from_on", "measure", "verb")


def ended_between(cases: QuerySet[Case], since: date, until: date) -> Mapping[UUID, date]:
    """Of these cases those whose last rehab ended in [since, until) and was not begun again: case → that day."""
    ended = Standing.objects.filter(ends(), case__in=cases.order_by(), from_on__gte=since, from_on__lt=until)
    found = episodes_of(set(ended.order_by().values_list("case_id", flat=True)))
    last = {case_id: ones[-1] for case_id, ones in found.items() if ones}
    return {pk: one.ended_on for pk, one in last.items() if one.again_on is None and since <= one.ended_on < until}
