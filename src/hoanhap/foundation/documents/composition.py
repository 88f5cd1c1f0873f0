"""A Paper turned into the exact lines that stand on the page. The three writers draw a Sheet and decide nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from hoanhap.foundation.documents import metrics, rules
from hoanhap.foundation.documents.layout import Layout, decree30
from hoanhap.foundation.documents.paper import (
    Align,
    Block,
    Cell,
    Figure,
    Heading,
    Level,
    LogHead,
    Paper,
    Paragraph,
    Table,
)
from hoanhap.kernel import numbers
from hoanhap.kernel.text import tidy

# XML 1.0 knows no such characters; one pasted form feed would make a .docx that no program opens.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
DRAFT_MARK = "DỰ THẢO"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A heading or a paragraph. `level` 0 is running text; `rank` is the depth without gaps, for outlines."""

    text: str
    level: int = 0
    rank: int = 0
    italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    title: str
    share: float
    align: Align


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A cell of the upper header row over `count` columns; without a text the columns' own titles reach up."""

    text: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    cells: tuple[str, ...]
    raw: tuple[Cell, ...]
    indent: int
    total: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    columns: tuple[GridColumn, ...]
    spans: tuple[Span, ...]
    rows: tuple[GridRow, ...]
    caption: str
    notes: tuple[str, ...]
    label_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything a writer needs, in reading order."""

    title: str
    author: str
    day: date | None
    landscape: bool
    marks: tuple[str, ...]
    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    issuer_rule_mm: float
    national_title: str
    motto: str
    motto_rule_mm: float
    number_line: str
    letter_subject: str
    date_line: str
    kind: str
    subject: str
    subject_rule_mm: float
    addressees: tuple[str, ...]
    bases: tuple[str, ...]
    blocks: tuple[Line | Grid, ...]
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    signer: str
    log_lines: tuple[str, ...]
    log_qr: str
    foot: str = ""


def compose(paper: Paper) -> Sheet:
    """Lay a paper out. Text is tidied here once: one spelling, no invisible and no unprintable characters."""
    layout = decree30()
    issuer = tuple(line for text in paper.issuer.lines for line in _broken(_plain(text).upper(), layout))
    kind, subject = _plain(paper.kind).upper(), _plain(paper.subject)
    return Sheet(
        title=" ".join(part for part in (_plain(paper.kind), subject) if part),
        author=" ".join(_plain(line) for line in paper.issuer.lines),
        day=paper.day,
        landscape=paper.landscape,
        marks=tuple(mark for mark in (DRAFT_MARK if paper.draft else "", _plain(paper.scope).upper()) if mark),
        superior=tuple(line for text in paper.issuer.superior for line in _broken(_plain(text).upper(), layout)),
        issuer=issuer,
        issuer_rule_mm=_short_rule(issuer[-1], layout.sizes_pt["issuer"], layout.heading_left_mm, layout),
        national_title=layout.national_title,
        motto=layout.motto,
        motto_rule_mm=round(metrics.width_mm(layout.motto, size_pt=layout.sizes_pt["motto"]), 1),
        number_line=rules.number_line(paper.number, _plain(paper.symbol)),
        letter_subject="" if kind else f"V/v {subject}",
        date_line=rules.date_line(_plain(paper.place), paper.issued_on),
        kind=kind,
        subject=subject if kind else "",
        subject_rule_mm=_short_rule(subject, layout.sizes_pt["subject"], layout.text_width_mm(), layout),
        addressees=_addressees(paper.addressees),
        bases=tuple(rules.listed([_plain(base) for base in paper.legal_bases])),
        blocks=tuple(_blocks(paper.body)),
        recipients=tuple(rules.recipient_lines(paper.recipients)),
        authority=tuple(_plain(line).upper() for line in (*paper.signature.authority, paper.signature.title)),
        signer=_plain(paper.signature.name),
        log_lines=log_lines(paper.log_head) if paper.log_head else (),
        log_qr=paper.log_head.qr if paper.log_head else "",
        foot=_plain(paper.foot),
    )


def log_lines(head: LogHead) -> tuple[str, ...]:
    """What stands beside the QR code, for somebody who has no camera."""
    return (f"Dấu nhật ký số {numbers.group(head.position)}", head.words)


def tables(sheet: Sheet) -> list[Grid]:
    return [block for block in sheet.blocks if isinstance(block, Grid)]


def _plain(text: str) -> str:
    return tidy(_UNPRINTABLE.sub(" ", text))


def _broken(text: str, layout: Layout) -> tuple[str, ...]:
    """A name too long for the left block breaks after its dash: PHÒNG LAO ĐỘNG - / THƯƠNG BINH VÀ XÃ HỘI."""
    head, dash, tail = text.partition(" - ")
    fits = metrics.width_mm(text, size_pt=layout.sizes_pt["issuer"]) <= layout.heading_left_mm
    return (text,) if fits or not dash else (f"{head} -", tail)


def _short_rule(text: str, size_pt: float, room_mm: float, layout: Layout) -> float:
    return round(min(metrics.width_mm(text, size_pt=size_pt), room_mm) * layout.short_rule_share, 1)


def _addressees(names: Sequence[str]) -> tuple[str, ...]:
    """One receiver stands on the line of "Kính gửi", several stand below it."""
    plain = [_plain(name) for name in names]
    if len(plain) < 2:
        return tuple(f"Kính gửi: {name}" for name in plain)
    return ("Kính gửi:", *rules.listed(plain, dash=True))


def _blocks(body: Sequence[Block]) -> Iterator[Line | Grid]:
    numerals = rules.Numerals()
    above: list[int] = []
    for position, block in enumerate(body, start=1):
        if isinstance(block, Heading):
            text = _plain(block.text)
            shown = text.upper() if block.level is Level.ROMAN else text
            above = [*(level for level in above if level < block.level), int(block.level)]
            yield Line(text=f"{numerals.label(block.level)} {shown}", level=int(block.level), rank=len(above))
        elif isinstance(block, Paragraph):
            yield from _lines(block, last=position == len(body))
        else:
            yield _grid(block)


def _lines(paragraph: Paragraph, *, last: bool) -> Iterator[Line]:
    texts = [plain for text in paragraph.text.splitlines() if (plain := _plain(text))]
    for position, text in enumerate(texts, start=1):
        ends = last and position == len(texts)
        yield Line(text=rules.closed(text) if ends else text, italic=paragraph.italic)


def _grid(table: Table) -> Grid:
    whole = sum(column.width for column in table.columns)
    return Grid(
        columns=tuple(
            GridColumn(title=_plain(column.title), share=column.width / whole, align=column.align)
            for column in table.columns
        ),
        spans=tuple(_spans(table)),
        rows=tuple(
            GridRow(cells=tuple(_shown(cell) for cell in row.cells), raw=row.cells, indent=row.indent, total=row.total)
            for row in table.rows
        ),
        caption=_plain(table.caption),
        notes=tuple(_plain(note) for note in table.notes),
        label_column=table.label_column,
    )


def _spans(table: Table) -> Iterator[Span]:
    if not any(column.group for column in table.columns):
        return
    for group, columns in groupby(table.columns, key=lambda column: column.group):
        count = len(list(columns))
        yield from [Span(text=_plain(group), count=count)] if group else [Span(text="", count=1)] * count


def _shown(cell: Cell) -> str:
    if isinstance(cell, Figure):
        return cell.display
    if cell is None:
        return ""
    return numbers.group(cell) if isinstance(cell, int) else _plain(cell)
