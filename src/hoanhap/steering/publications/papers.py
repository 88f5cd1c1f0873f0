"""A publication as a paper or workbook: the table, and a line that says what "…" means."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hoanhap.foundation.documents import docx_writer, paper, pdf_writer, xlsx_writer
from hoanhap.foundation.documents import rules as decree30
from hoanhap.foundation.indicators import disclosure
from hoanhap.kernel import clock
from hoanhap.steering.publications import queries
from hoanhap.steering.publications.models import Publication
from hoanhap.steering.publications.queries import Printed
from hoanhap.steering.reports.figures import WITHHELD, Figure
from hoanhap.steering.reports.form import Show

_WRITERS: Mapping[str, Callable[[Any], bytes]] = {
    "docx": docx_writer.write,
    "pdf": pdf_writer.write,
    "xlsx": xlsx_writer.write,
}
_UNITS_A_TABLE = 8


@translation.override("vi")  # a paper speaks Vietnamese, whatever the screen does
def as_file(publication: Publication, kind: str) -> bytes:
    return _WRITERS[kind](paper_of(publication))


def paper_of(publication: Publication) -> paper.Paper:
    unit, shown = publication.unit, queries.printed(publication)
    label = shown.form.period_label(publication.period)
    return paper.Paper(
        kind="Bảng số liệu",
        issuer=decree30.committee(unit.full_name),
        symbol="BC-UBND",
        place=decree30.place_name(unit.title, unit.name),
        subject=f"{shown.form.title} {label}, bản công bố",
        signature=decree30.signature(decree30.Seat.COMMITTEE_CHAIR, ""),
        issued_on=clock.local_day(publication.published_at),
        body=[*_tables(shown), paper.Paragraph(meaning(), italic=True)],
        landscape=True,
    )


def meaning() -> str:
    """What a reader must know of the table."""
    said = _(
        "Ghi “%(mark)s” ở chỗ số nhỏ hơn %(small)d hoặc có thể tính ra số nhỏ đó; tỷ lệ chỉ ghi khi có từ %(least)d "
        "người trở lên."
    )
    return said % {"mark": WITHHELD, "small": disclosure.SMALL, "least": disclosure.LEAST_DENOMINATOR}


def _tables(shown: Printed) -> list[paper.Block]:
    """So many units a table as fit on a page; the publishing unit stands first in each. Nothing printed, no table."""
    if not shown.units:
        return []
    others = range(1, len(shown.units))
    groups = [list(others[start : start + _UNITS_A_TABLE]) for start in range(0, len(others), _UNITS_A_TABLE)]
    return [_table(shown, [0, *group]) for group in groups or [[]]]


def _table(shown: Printed, columns: list[int]) -> paper.Table:
    titles = [paper.Column(title=shown.units[i].heading, width=2, align=paper.Align.RIGHT) for i in columns]
    rows = tuple(
        paper.Row(cells=(cell.label, *(_cell(row[i]) for i in columns)), indent=cell.indent) for cell, row in shown.rows
    )
    return paper.Table(columns=(paper.Column(title="Chỉ tiêu", width=5), *titles), rows=rows)


def _cell(figure: Figure) -> paper.Figure:
    percent = figure.cell.show is Show.PERCENT
    kind = paper.NumberFormat.PERCENT if percent else paper.NumberFormat.WHOLE
    return paper.Figure(value=figure.value, display=figure.display, format=kind)
