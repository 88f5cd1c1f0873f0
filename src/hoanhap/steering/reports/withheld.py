"""Deciding once, and keeping, which lines of a report are withheld from readers of large figures only.

A report is decided together with those it was merged from; what the level above has shown or withheld is taken as it
is, and so is what the period before has shown.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.approvals.states import State
from hoanhap.foundation.indicators import disclosure
from hoanhap.foundation.indicators.disclosure import CannotProtect
from hoanhap.kernel import clock
from hoanhap.steering.reports import form as forms
from hoanhap.steering.reports import policy, queries
from hoanhap.steering.reports.models import Report, ReportCell, WithheldLine, Withholding
from hoanhap.steering.reports.policy import ReportPermission
from hoanhap.steering.reports.queries import Filled
from hoanhap.steering.reports.withholding import Sheet, Spot, tables


def shown(report: Report, viewer: Viewer) -> Filled:
    """The report as this viewer may see it: whole, or without its small figures. The caller has passed the gate."""
    if policy.may(viewer, ReportPermission.SMALL, report):
        return queries.filled(report)
    earlier = queries.previous(report)
    return queries.without_lines(
        queries.filled(report), lines_of(report), lines_of(earlier) if earlier is not None else frozenset()
    )


def lines_of(report: Report) -> frozenset[str]:
    """The codes of the withheld lines of this report; decided now if it was not, or was filled anew."""
    above = _above(report)
    if above is not None:
        _decide(above)
    if above is None or report.merged:
        _decide(report)
    return _kept(report)


def _kept(report: Report) -> frozenset[str]:
    return frozenset(WithheldLine.objects.filter(report=report).values_list("code", flat=True))


def _above(report: Report) -> Report | None:
    """The report this one was merged into, the last of several; a draft nobody above has sent is none."""
    rows = Report.objects.filter(parts__part=report).exclude(run__state=State.DRAFT.value)
    return rows.select_related("unit").order_by("-amendment").first()


def _decide(report: Report) -> None:
    """Decide for this report's parts, and for itself unless the level above does."""
    above = _above(report)
    if above is not None:
        _decide(above)
    parts = list(Report.objects.filter(merged_into__report=report).select_related("unit").order_by("unit_id"))
    members = [report, *parts]
    fixed = [report] if above is not None else []
    before = _before(members)
    digest = _digest(members, [*fixed, *before])
    to_decide = parts if fixed else members
    if not to_decide or _is_decided(to_decide, digest):
        return
    _store(to_decide, _withheld(report, members, fixed, before), digest, clock.now())


def _withheld(
    report: Report, members: Sequence[Report], fixed: Sequence[Report], before: Sequence[Report]
) -> dict[object, set[str]]:
    """By report: the lines to withhold. Where what was shown earlier gives a line away, its whole report goes."""
    form, parts = forms.get(report.form_code), tuple(one.unit_id for one in members[1:])
    counts = _counts([*members, *before])
    sheets = [Sheet(one.unit_id, one.period, counts[one.pk], parts if one is report else ()) for one in members]
    sheets += [Sheet(one.unit_id, one.period, counts[one.pk]) for one in before]
    printed, kept = _shown([*fixed, *before], counts)
    try:
        spots = disclosure.protect(tables(form, sheets, printed=printed, kept_back=kept))
    except CannotProtect as given_away:
        units = {spot.unit_id for spot in given_away.keys if isinstance(spot, Spot)}
        whole = {spot for one in members if one.unit_id in units for spot in _spots(one, counts[one.pk])}
        spots = frozenset(disclosure.protect(tables(form, sheets[: len(members)], kept_back=whole)))
    found: dict[object, set[str]] = defaultdict(set)
    place = {(one.unit_id, one.period): one.pk for one in members}
    for spot in spots:
        if isinstance(spot, Spot) and (spot.unit_id, spot.period) in place:
            found[place[spot.unit_id, spot.period]].add(spot.code)
    return found


def _shown(reports: Sequence[Report], counts: dict[object, dict[str, int]]) -> tuple[set[Spot], set[Spot]]:
    """What readers have seen of these decided reports, and what was withheld from them."""
    withheld: dict[object, set[str]] = defaultdict(set)
    for report_id, code in WithheldLine.objects.filter(report__in=reports).values_list("report_id", "code"):
        withheld[report_id].add(code)
    every = {one.pk: _spots(one, counts[one.pk]) for one in reports}
    kept = {spot for key, spots in every.items() for spot in spots if spot.code in withheld[key]}
    return {spot for spots in every.values() for spot in spots} - kept, kept


def _spots(report: Report, counts: dict[str, int]) -> set[Spot]:
    return {Spot(report.unit_id, report.period, code) for code in counts}


def _before(members: Sequence[Report]) -> list[Report]:
    """The decided reports of the same units for the period before."""
    found = (queries.previous(one) for one in members)
    earlier = [one for one in found if one is not None]
    decided = set(Withholding.objects.filter(report__in=earlier).values_list("report_id", flat=True))
    return [one for one in earlier if one.pk in decided]


def _counts(reports: Sequence[Report]) -> dict[object, dict[str, int]]:
    found: dict[object, dict[str, int]] = {one.pk: {} for one in reports}
    for report_id, code, number in ReportCell.objects.filter(report__in=reports).values_list(
        "report_id", "code", "number"
    ):
        found[report_id][code] = number
    return found


def _digest(members: Sequence[Report], given: Sequence[Report]) -> str:
    known = Withholding.objects.filter(report__in=given).order_by("report_id").values_list("report_id", "digest")
    facts = [[str(one.pk), one.filled_at.isoformat() if one.filled_at else ""] for one in members]
    return hashlib.sha256(json.dumps([facts, [[str(key), text] for key, text in known]]).encode()).hexdigest()


def _is_decided(reports: Sequence[Report], digest: str) -> bool:
    return Withholding.objects.filter(report__in=reports, digest=digest).count() == len(reports)


@transaction.atomic
def _store(reports: Sequence[Report], withheld: dict[object, set[str]], digest: str, at: datetime) -> None:
    # In one order, so that of two readers at once the second waits instead of both failing.
    list(Report.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in reports]).order_by("pk"))
    WithheldLine.objects.filter(report__in=reports).delete()
    Withholding.objects.filter(report__in=reports).delete()
    Withholding.objects.bulk_create([Withholding(report=one, digest=digest, decided_at=at) for one in reports])
    WithheldLine.objects.bulk_create(
        [WithheldLine(report=one, code=code) for one in reports for code in sorted(withheld.get(one.pk, ()))]
    )
