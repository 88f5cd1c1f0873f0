"""Draw a Paper as an editable .docx in the layout of Decree 30/2020: real tables, real headings, Times New Roman."""

import io
from dataclasses import dataclass
from datetime import date

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from hoanhap.foundation.documents import composition, docx_parts, docx_table, qr
from hoanhap.foundation.documents.composition import Grid, Line, Sheet
from hoanhap.foundation.documents.layout import Layout, decree30
from hoanhap.foundation.documents.paper import Paper

# A paper without a date still needs a fixed moment in its properties, or two runs would differ.
NO_DAY = date(2000, 1, 1)
CENTER = WD_ALIGN_PARAGRAPH.CENTER
_OUTLINE_LEVELS = 3


def write(paper: Paper) -> bytes:
    """The paper as .docx; the same paper gives the same bytes."""
    sheet = composition.compose(paper)
    writer = _Writer(document=docx.Document(), sheet=sheet, layout=decree30())
    writer.draw()
    docx_parts.set_properties(writer.document, title=sheet.title, author=sheet.author, day=sheet.day or NO_DAY)
    return docx_parts.fixed_bytes(writer.document)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    document: Document
    sheet: Sheet
    layout: Layout

    def draw(self) -> None:
        self._page()
        self._styles()
        self._marks()
        self._heading()
        self._title()
        self._addressees()
        for base in self.sheet.bases:
            self._body_line(Line(text=base, italic=True), size="legal_basis")
        for position, block in enumerate(self.sheet.blocks, start=1):
            if isinstance(block, Grid):
                docx_table.draw(self.document, block, layout=self.layout, width_mm=self._width_mm)
            else:
                self._body_line(block, ends=position == len(self.sheet.blocks))
        self._ending()

    @property
    def _width_mm(self) -> float:
        return self.layout.text_width_mm(landscape=self.sheet.landscape)

    def _page(self) -> None:
        section, layout = self.document.sections[0], self.layout
        sides = (Mm(layout.page_mm["width"]), Mm(layout.page_mm["height"]))
        if self.sheet.landscape:
            section.orientation, sides = WD_ORIENT.LANDSCAPE, sides[::-1]
        section.page_width, section.page_height = sides
        section.top_margin, section.bottom_margin = Mm(layout.margins_mm["top"]), Mm(layout.margins_mm["bottom"])
        section.left_margin, section.right_margin = Mm(layout.margins_mm["left"]), Mm(layout.margins_mm["right"])
        section.header_distance = section.footer_distance = Mm(layout.page_number_from_top_mm)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = CENTER
        docx_parts.page_number(number)
        for run in number.runs:
            run.font.size = Pt(layout.sizes_pt["page_number"])

    def _styles(self) -> None:
        """The body's look lies in the styles, so whoever edits the file keeps it."""
        layout, styles = self.layout, self.document.styles
        normal = styles["Normal"]
        docx_parts.set_font(normal.element.get_or_add_rPr(), layout.font)
        docx_parts.set_language(normal.element.rPr, "vi-VN")
        normal.font.size = Pt(layout.sizes_pt["body"])
        normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
        normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        normal.paragraph_format.widow_control = True
        for rank in range(1, _OUTLINE_LEVELS + 1):
            heading = styles[f"Heading {rank}"]
            docx_parts.set_font(heading.element.get_or_add_rPr(), layout.font)
            heading.font.size, heading.font.color.rgb = Pt(layout.sizes_pt["body"]), RGBColor(0, 0, 0)
            heading.font.bold, heading.font.italic = True, False
            heading.paragraph_format.keep_with_next = True

    def _marks(self) -> None:
        if not self.sheet.marks:
            return
        line = self.document.add_paragraph()
        line.paragraph_format.space_after = Pt(10)
        for mark in self.sheet.marks:
            if line.runs:
                line.add_run("   ")
            self._line(line, f" {mark} ", "scope", bold=True)
            docx_parts.frame(line.runs[-1])

    def _heading(self) -> None:
        """Two blocks side by side; the second row keeps number and date on one line."""
        sheet, left_mm = self.sheet, self.layout.heading_left_mm
        right_mm = self._width_mm - left_mm
        table = self.document.add_table(rows=2, cols=2)
        docx_parts.set_widths(table, (left_mm, right_mm))
        docx_parts.set_cell_room(table, sides_mm=0)
        issuer, nation = table.rows[0].cells
        self._stack(issuer, [(line, "superior", False) for line in sheet.superior])
        self._stack(issuer, [(line, "issuer", True) for line in sheet.issuer])
        self._rule(issuer.add_paragraph(), sheet.issuer_rule_mm, left_mm)
        self._stack(nation, [(sheet.national_title, "national_title", True), (sheet.motto, "motto", True)])
        self._rule(nation.add_paragraph(), sheet.motto_rule_mm, right_mm)
        number, place = table.rows[1].cells
        self._stack(number, [(sheet.number_line, "number", False)])
        if sheet.letter_subject:
            self._stack(number, [(sheet.letter_subject, "letter_subject", False)])
            number.paragraphs[-1].paragraph_format.space_before = Pt(self.layout.paragraph_space_pt)
        self._stack(place, [(sheet.date_line, "place_date", False)])
        place.paragraphs[0].runs[0].italic = True

    def _title(self) -> None:
        if not self.sheet.kind:
            return
        kind = self._line(self.document.add_paragraph(), self.sheet.kind, "kind", bold=True)
        kind.alignment, kind.paragraph_format.space_before = CENTER, Pt(14)
        subject = self._line(self.document.add_paragraph(), self.sheet.subject, "subject", bold=True)
        subject.alignment = CENTER
        self._rule(self.document.add_paragraph(), self.sheet.subject_rule_mm, self._width_mm)

    def _addressees(self) -> None:
        alone = len(self.sheet.addressees) == 1
        for position, text in enumerate(self.sheet.addressees):
            line = self._line(self.document.add_paragraph(), text, "addressee")
            line.paragraph_format.space_before = Pt(2 if position else 12)
            if alone:
                line.alignment = CENTER
            else:
                line.paragraph_format.left_indent = Mm(self.layout.heading_left_mm / 2)
        self.document.add_paragraph().paragraph_format.line_spacing = Pt(8)

    def _body_line(self, line: Line, *, size: str = "body", ends: bool = False) -> None:
        style = f"Heading {line.rank}" if line.rank else None
        drawn = self._line(self.document.add_paragraph(style=style), line.text, size, italic=line.italic)
        if line.level == _OUTLINE_LEVELS:
            drawn.runs[0].bold = False
        form = drawn.paragraph_format
        drawn.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        form.first_line_indent = Mm(self.layout.first_indent_mm)
        form.space_before, form.space_after = Pt(0), Pt(self.layout.paragraph_space_pt)
        form.line_spacing = self.layout.line_space
        if ends:
            form.keep_with_next = True

    def _ending(self) -> None:
        """Nơi nhận on the left, the signature on the right, never torn apart by a page break."""
        gap = self.document.add_paragraph()
        gap.paragraph_format.line_spacing, gap.paragraph_format.keep_with_next = Pt(8), True
        table = self.document.add_table(rows=1, cols=2)
        left_mm = self.layout.recipients_mm
        docx_parts.set_widths(table, (left_mm, self._width_mm - left_mm))
        docx_parts.set_cell_room(table, sides_mm=0)
        docx_parts.keep_whole(table.rows[0])
        recipients, signature = table.rows[0].cells
        label = self._line(recipients.paragraphs[0], "Nơi nhận:", "recipients_label", bold=True, italic=True)
        label.paragraph_format.space_after = Pt(2)
        for text in self.sheet.recipients:
            self._line(recipients.add_paragraph(), text, "recipients")
        self._stack(signature, [(line, "authority", True) for line in self.sheet.authority])
        self._stack(signature, [(self.sheet.signer, "signer", True)])
        signature.paragraphs[-1].paragraph_format.space_before = Pt(self.layout.signature_room_pt)
        self._log_head()
        self._foot()

    def _log_head(self) -> None:
        """The head of the log, small and below everything: a QR code and its words."""
        if not self.sheet.log_qr:
            return
        line = self.document.add_paragraph()
        line.paragraph_format.space_before, line.paragraph_format.keep_with_next = Pt(10), True
        picture = line.add_run().add_picture(io.BytesIO(qr.png(self.sheet.log_qr)), width=Mm(self.layout.log_qr_mm))
        docx_parts.describe(picture, ". ".join(self.sheet.log_lines))
        words = self._line(self.document.add_paragraph(), " · ".join(self.sheet.log_lines), "log_head")
        words.paragraph_format.space_before = Pt(2)

    def _foot(self) -> None:
        """A remark on the paper itself, small and last."""
        if self.sheet.foot:
            line = self._line(self.document.add_paragraph(), self.sheet.foot, "log_head", italic=True)
            line.paragraph_format.space_before = Pt(10)

    def _stack(self, cell: _Cell, lines: list[tuple[str, str, bool]]) -> None:
        """Centred lines one under the other; the cell's empty first paragraph takes the first."""
        for text, size, bold in lines:
            fresh = len(cell.paragraphs) == 1 and not cell.paragraphs[0].runs
            paragraph = docx_parts.first_paragraph(cell) if fresh else cell.add_paragraph()
            self._line(paragraph, text, size, bold=bold).alignment = CENTER

    def _line(
        self, paragraph: DocxParagraph, text: str, size: str, *, bold: bool | None = None, italic: bool | None = None
    ) -> DocxParagraph:
        run = paragraph.add_run(text)
        run.font.size = Pt(self.layout.sizes_pt[size])
        run.bold, run.italic = bold or None, italic or None
        return paragraph

    def _rule(self, paragraph: DocxParagraph, length_mm: float, room_mm: float) -> None:
        """A thin empty line whose lower border, cut by the indents, is the rule."""
        side = Mm(max(room_mm - length_mm, 0) / 2)
        form = paragraph.paragraph_format
        form.left_indent = form.right_indent = side
        form.line_spacing, form.space_after = Pt(2), Pt(8)
        docx_parts.bottom_rule(paragraph)
