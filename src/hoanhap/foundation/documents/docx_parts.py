"""What python-docx has no words for: widths, borders, fields, repeated rows, fixed bytes."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Mm
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

# The oldest moment a zip entry can carry: what makes equal papers equal files.
ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)
_FONT_SLOTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
_THEME_SLOTS = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")


def element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def set_font(properties: Any, family: str) -> None:
    """Name the typeface in all four slots and drop the theme's, which would win over it."""
    fonts = properties.get_or_add_rFonts()
    for slot in _THEME_SLOTS:
        fonts.attrib.pop(qn(slot), None)
    for slot in _FONT_SLOTS:
        fonts.set(qn(slot), family)


def set_language(properties: Any, code: str) -> None:
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(element("w:lang", val=code, eastAsia=code))


def bottom_rule(paragraph: Paragraph) -> None:
    """A thin rule along the paragraph; its length is what the indents leave."""
    borders = element("w:pBdr")
    borders.append(element("w:bottom", val="single", sz="6", space="1", color="000000"))
    _insert_in_order(paragraph, borders)


def frame(run: Run) -> None:
    """A thin box around the words."""
    run._r.get_or_add_rPr().append(element("w:bdr", val="single", sz="6", space="3", color="000000"))


def _insert_in_order(paragraph: Paragraph, borders: Any) -> None:
    """The schema wants borders before spacing, indents and alignment."""
    properties = paragraph._p.get_or_add_pPr()
    later = {qn(f"w:{name}") for name in ("shd", "tabs", "spacing", "ind", "contextualSpacing", "jc", "rPr")}
    place = next((at for at, child in enumerate(properties) if child.tag in later), len(properties))
    properties.insert(place, borders)


def page_number(paragraph: Paragraph) -> None:
    """A PAGE field."""
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()._r
        if kind:
            run.append(element("w:fldChar", fldCharType=kind))
        else:
            instruction = element("w:instrText")
            instruction.text = "PAGE"
            run.append(instruction)


def set_widths(table: Table, widths_mm: Sequence[float]) -> None:
    """Fix the widths three times over (table, grid, cells): Word and LibreOffice believe different ones."""
    table.autofit = False
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    whole = element("w:tblW", w=str(Mm(sum(widths_mm)).twips), type="dxa")
    properties.insert(1 if properties.find(qn("w:tblStyle")) is not None else 0, whole)
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)


def set_cell_room(table: Table, *, sides_mm: float) -> None:
    """Left and right padding of every cell; the table is moved in by as much, so its frame stands on the margin."""
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    layout.addprevious(element("w:tblInd", w=str(Mm(sides_mm).twips), type="dxa"))
    room = element("w:tblCellMar")
    for side in ("left", "right"):
        room.append(element(f"w:{side}", w=str(Mm(sides_mm).twips), type="dxa"))
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is None:
        table._tbl.tblPr.append(room)
    else:
        look.addprevious(room)


def repeat_on_each_page(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().insert(0, element("w:cantSplit"))


def first_paragraph(cell: _Cell) -> Paragraph:
    first: Paragraph = cell.paragraphs[0]
    return first


def describe(picture: InlineShape, text: str) -> None:
    """What a reader who cannot see the picture is told."""
    picture._inline.docPr.set("descr", text)


def set_properties(document: Document, *, title: str, author: str, day: date) -> None:
    properties = document.core_properties
    moment = datetime.combine(day, time())  # the format stores no zone
    properties.title, properties.author, properties.last_modified_by = title[:255], author[:255], author[:255]
    properties.created = properties.modified = moment
    properties.language, properties.comments, properties.revision = "vi-VN", "", 1


def fixed_bytes(document: Document) -> bytes:
    """Save with one fixed moment on every entry of the container."""
    written = io.BytesIO()
    document.save(written)
    steady = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=ZIP_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return steady.getvalue()
