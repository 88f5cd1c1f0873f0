"""Linked tables of reports: what a reader of several units and periods could work out, and what is withheld for it."""

from hoanhap.foundation.indicators import disclosure
from hoanhap.kernel import periods
from hoanhap.kernel.periods import Period
from hoanhap.steering.reports import form as forms
from hoanhap.steering.reports import withholding
from hoanhap.steering.reports.withholding import Sheet, Spot

FORM = forms.get("BC01")
MAY, JUNE = periods.monthly(2020, 5), periods.monthly(2020, 6)
DISTRICT, ONE, TWO, THREE = 1, 11, 12, 13


def stock(unit: int, period: Period, opening: int, new: int, removed: int, parts: tuple[int, ...] = ()) -> Sheet:
    total = opening + new - removed
    counts = {"stock.opening": opening, "stock.new": new, "stock.removed": removed, "stock.total": total}
    counts |= {"moves.in": 0, "moves.out": 0}
    kinds = {"stock.users": 0, "stock.addicted": 0, "stock.in_rehab": total, "stock.after_rehab": 0, "stock.support": 0}
    return Sheet(unit, period, counts | kinds, parts)


def district(period: Period, *communes: Sheet) -> Sheet:
    counts = {code: sum(one.counts[code] for one in communes) for code in communes[0].counts}
    return Sheet(DISTRICT, period, counts, tuple(one.unit_id for one in communes))


def june() -> list[Sheet]:
    communes = [stock(ONE, JUNE, 30, 8, 2), stock(TWO, JUNE, 40, 9, 7), stock(THREE, JUNE, 50, 6, 8)]
    return [*communes, district(JUNE, *communes)]


def test_a_small_line_of_a_commune_is_found_through_the_flow_and_through_the_district() -> None:
    tables = withholding.tables(FORM, june())
    small = Spot(ONE, JUNE, "stock.removed")
    assert tables.small == {small}
    assert disclosure.exposed(tables, {small}) == {small}
    # Hiding it in the sums of the units alone leaves the flow of its own report, and the other way round.
    assert disclosure.exposed(tables, {small, Spot(TWO, JUNE, "stock.removed")}) == {small}
    assert disclosure.exposed(tables, {small, Spot(ONE, JUNE, "stock.new")}) == {small}


def test_what_is_withheld_gives_nothing_back() -> None:
    tables = withholding.tables(FORM, june())
    withheld = disclosure.protect(tables)
    assert disclosure.exposed(tables, withheld) == set()
    assert len(withheld) < len(tables.values) / 2


def test_the_month_before_closes_with_what_this_one_opens_with() -> None:
    may, now = stock(ONE, MAY, 25, 10, 5), stock(ONE, JUNE, 30, 8, 2)
    spots = {Spot(ONE, MAY, code) for code in may.counts}
    tables = withholding.tables(FORM, [may, now], printed=spots)
    assert disclosure.exposed(tables, {Spot(ONE, JUNE, "stock.removed"), Spot(ONE, JUNE, "stock.opening")}) != set()
    withheld = disclosure.protect(tables)
    assert withheld.isdisjoint(spots)
    assert disclosure.exposed(tables, withheld) == set()


def test_months_add_up_to_the_half_year() -> None:
    """Five months printed and the half year printed give the sixth month back."""
    months = [FORM.period(forms.Window.MONTH, 2020, number) for number in range(1, 7)]
    half = FORM.period(forms.Window.HALF_YEAR, 2020, 1)
    sheets = [Sheet(ONE, month, {"rehab.started": 3 if month == JUNE else 9}) for month in months]
    sheets.append(Sheet(ONE, half, {"rehab.started": 48}))
    tables = withholding.tables(FORM, sheets)
    small = Spot(ONE, JUNE, "rehab.started")
    assert disclosure.exposed(tables, {small}) == {small}
    assert disclosure.exposed(tables, disclosure.protect(tables)) == set()


def test_lines_that_contradict_each_other_do_not_stop_the_check() -> None:
    wrong = Sheet(ONE, JUNE, {"stock.opening": 30, "stock.new": 8, "stock.removed": 2, "stock.total": 99})
    assert disclosure.protect(withholding.tables(FORM, [wrong])) == {Spot(ONE, JUNE, "stock.removed")}


def test_a_percentage_goes_with_its_figures() -> None:
    counts = {"cohort.managed": 60, "cohort.progress": 30}
    assert withholding.shown_rates(FORM, counts, set()) == {"cohort.progress_rate"}
    assert withholding.shown_rates(FORM, counts, {"cohort.managed"}) == set()
    assert withholding.shown_rates(FORM, {"cohort.managed": 17, "cohort.progress": 9}, set()) == set()
