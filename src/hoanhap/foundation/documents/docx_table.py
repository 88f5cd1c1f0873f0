"""Tables of figures in a .docx: fixed widths, header rows repeated on every page, rows never torn."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from hoanhap.foundation.documents import docx_parts
from hoanhap.foundation.documents.composition import Grid, GridRow
from hoanhap.foundation.documents.layout import Layout
from hoanhap.foundation.documents.paper import Align

_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}


def draw(document: Document, grid: Grid, *, layout: Layout, width_mm: float) -> None:
    """Caption, table, notes."""
    if grid.caption:
        caption = document.add_paragraph()
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        caption.paragraph_format.space_before = caption.paragraph_format.space_after = Pt(4)
        caption.paragraph_format.keep_with_next = True
        _run(caption, grid.caption, layout, bold=True)
    head = 2 if grid.spans else 1
    table = document.add_table(rows=head + len(grid.rows), cols=len(grid.columns), style="Table Grid")
    docx_parts.set_widths(table, [column.share * width_mm for column in grid.columns])
    docx_parts.set_cell_room(table, sides_mm=1.4)
    cells = [list(row.cells) for row in table.rows]
    _header(table, cells, grid, layout)
    for drawn, row in zip(cells[head:], grid.rows, strict=True):
        _row(drawn, row, grid, layout)
    for row in table.rows:
        docx_parts.keep_whole(row)
    for row in table.rows[:head]:
        docx_parts.repeat_on_each_page(row)
    _notes(document, grid, layout)


def _header(table: Table, cells: Sequence[Sequence[_Cell]], grid: Grid, layout: Layout) -> None:
    if not grid.spans:
        for cell, column in zip(cells[0], grid.columns, strict=True):
            _fill(cell, column.title, layout, bold=True)
        return
    at = 0
    for span in grid.spans:
        if span.text:
            _fill(cells[0][at].merge(cells[0][at + span.count - 1]), span.text, layout, bold=True)
            for offset in range(at, at + span.count):
                _fill(cells[1][offset], grid.columns[offset].title, layout, bold=True)
        else:
            _fill(cells[0][at].merge(cells[1][at]), grid.columns[at].title, layout, bold=True)
        at += span.count


def _row(cells: Sequence[_Cell], row: GridRow, grid: Grid, layout: Layout) -> None:
    for at, (cell, text, column) in enumerate(zip(cells, row.cells, grid.columns, strict=True)):
        _fill(cell, text, layout, bold=row.total, align=column.align)
        if at == grid.label_column and row.indent:
            cell.paragraphs[0].paragraph_format.left_indent = Mm(row.indent * layout.table_indent_mm)


def _fill(cell: _Cell, text: str, layout: Layout, *, bold: bool, align: Align = Align.CENTER) -> None:
    paragraph = docx_parts.first_paragraph(cell)
    paragraph.alignment = _ALIGN[align]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    _run(paragraph, text, layout, bold=bold)


def _notes(document: Document, grid: Grid, layout: Layout) -> None:
    for note in grid.notes:
        line = document.add_paragraph()
        line.paragraph_format.space_before = Pt(3)
        _run(line, note, layout, italic=True)
    document.paragraphs[-1].paragraph_format.space_after = Pt(layout.paragraph_space_pt)


def _run(paragraph: object, text: str, layout: Layout, *, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(text)  # type: ignore[attr-defined]
    run.font.size = Pt(layout.table_pt)
    run.bold, run.italic = bold or None, italic or None
