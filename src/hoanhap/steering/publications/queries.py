"""What a publication would print: the lines of a merged report by unit, without what must be withheld."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hoanhap.foundation.indicators import disclosure
from hoanhap.foundation.places.models import Place
from hoanhap.steering.publications.models import Publication, PublishedLine
from hoanhap.steering.reports import figures, withheld, withholding
from hoanhap.steering.reports import form as forms
from hoanhap.steering.reports.figures import Figure
from hoanhap.steering.reports.form import Cell, Form
from hoanhap.steering.reports.models import Report, ReportCell
from hoanhap.steering.reports.withholding import Sheet, Spot


@dataclass(frozen=True, slots=True)
class Printed:
    """A table as it is printed: one row a line of the form, one column a unit, the publishing unit first."""

    form: Form
    units: tuple[Place, ...]
    rows: tuple[tuple[Cell, tuple[Figure, ...]], ...]

    @property
    def withheld(self) -> int:
        return sum(figure.withheld for _cell, row in self.rows for figure in row)

    @property
    def digest(self) -> str:
        """Of all that would be printed: two people agree to this and to nothing else."""
        shown = [[cell.code, [figure.display for figure in row]] for cell, row in self.rows]
        return hashlib.sha256(json.dumps([[unit.pk for unit in self.units], shown]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Draft:
    """What may be printed of each unit, and the numbers behind it."""

    printed: Printed
    counts: Mapping[int, Mapping[str, int]]
    withheld: Mapping[int, frozenset[str]]


def draft(report: Report) -> Draft:
    """A publication of this merged report as it would be today.

    Raises CannotProtect when what was printed earlier gives a small figure away.
    """
    form = forms.get(report.form_code)
    parts = list(
        Report.objects.filter(merged_into__report=report).select_related("unit").order_by("unit__folded", "pk")
    )
    members = [report, *parts]
    counts = _counts(members)
    spots = _withheld_spots(form, report, parts, counts)
    hidden = {
        one.unit_id: frozenset(spot.code for spot in spots if (spot.unit_id, spot.period) == (one.unit_id, one.period))
        for one in members
    }
    return Draft(_table(form, [one.unit for one in members], counts, hidden), counts, hidden)


def printed(publication: Publication) -> Printed:
    """What a publication printed, from what was kept of it."""
    form = forms.get(publication.report.form_code)
    lines = list(PublishedLine.objects.filter(publication=publication).select_related("unit"))
    units = sorted({line.unit for line in lines}, key=lambda one: (one.pk != publication.unit_id, one.folded, one.pk))
    counts: dict[int, dict[str, int]] = {unit.pk: {} for unit in units}
    hidden: dict[int, set[str]] = {unit.pk: set() for unit in units}
    for line in lines:
        counts[line.unit_id][line.code] = line.number or 0
        if line.number is None:
            hidden[line.unit_id].add(line.code)
    return _table(form, units, counts, {key: frozenset(codes) for key, codes in hidden.items()})


def _withheld_spots(
    form: Form, report: Report, parts: list[Report], counts: Mapping[int, Mapping[str, int]]
) -> set[Spot]:
    members = [report, *parts]
    mine = {Spot(one.unit_id, one.period, code) for one in members for code in withheld.lines_of(one)}
    sheets = [
        Sheet(one.unit_id, one.period, counts[one.unit_id], tuple(p.unit_id for p in parts) if one is report else ())
        for one in members
    ]
    earlier, shown, kept = _published(report, {(one.unit_id, one.period) for one in members})
    found = disclosure.protect(
        withholding.tables(form, [*sheets, *earlier], printed=shown, kept_back=(kept | mine) - shown)
    )
    return {spot for spot in found if isinstance(spot, Spot)}


def _published(report: Report, now: set[tuple[int, object]]) -> tuple[list[Sheet], set[Spot], set[Spot]]:
    """Everything published about these units and those above and below, in any period: sheets, printed, withheld."""
    about = PublishedLine.objects.filter(
        publication__report__form_code=report.form_code, unit_id__in=[unit_id for unit_id, _period in now]
    ).select_related("publication__report", "publication")
    shown, kept = set[Spot](), set[Spot]()
    for line in about:
        spot = Spot(line.unit_id, line.publication.period, line.code)
        (kept if line.number is None else shown).add(spot)
    published = {line.publication_id: line.publication for line in about}
    return _sheets_of(published.values(), now), shown, kept - shown


def _sheets_of(publications: Iterable[Publication], now: set[tuple[int, object]]) -> list[Sheet]:
    """The reports behind earlier publications: a reader knows their sums, we know their figures."""
    found: dict[tuple[int, object], Sheet] = {}
    for publication in publications:
        parts = list(Report.objects.filter(merged_into__report=publication.report_id))
        counts = _counts([publication.report, *parts])
        for one in (publication.report, *parts):
            key = (one.unit_id, one.period)
            if key not in now and key not in found:
                below = tuple(part.unit_id for part in parts) if one.pk == publication.report_id else ()
                found[key] = Sheet(one.unit_id, one.period, counts[one.unit_id], below)
    return list(found.values())


def _counts(reports: list[Report]) -> dict[int, dict[str, int]]:
    unit_of = {one.pk: one.unit_id for one in reports}
    found: dict[int, dict[str, int]] = {one.unit_id: {} for one in reports}
    for report_id, code, number in ReportCell.objects.filter(report__in=reports).values_list(
        "report_id", "code", "number"
    ):
        found[unit_of[report_id]][code] = number
    return found


def _table(
    form: Form,
    units: list[Place],
    counts: Mapping[int, Mapping[str, int]],
    hidden: Mapping[int, frozenset[str]],
) -> Printed:
    by_unit: list[dict[str, Figure]] = []
    for number, unit in enumerate(units):
        rates = withholding.shown_rates(form, counts[unit.pk], hidden[unit.pk])
        communes = len(units) - 1 if number == 0 else 1
        computed = figures.compute(form, counts[unit.pk], communes)
        by_unit.append({one.cell.code: one for one in figures.without(computed, hidden[unit.pk], rates)})
    cells = [cell for cell in form.cells if all(cell.code in known for known in by_unit) and not cell.out_of]
    return Printed(form, tuple(units), tuple((cell, tuple(known[cell.code] for known in by_unit)) for cell in cells))
