"""What stands on an official paper, and nothing about how it is drawn: the writers draw the same Paper three ways."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum

from hoanhap.kernel.dates import PartialDate


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Level(IntEnum):
    """Depth of a heading and the numerals it carries: I., 1., a)."""

    ROMAN = 1
    ARABIC = 2
    LETTER = 3


class NumberFormat(StrEnum):
    WHOLE = "whole"
    DECIMAL = "decimal"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Top left of the page. A committee shows its own name only; a division shows its committee above itself."""

    lines: tuple[str, ...]
    superior: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """`authority` holds the lines above the title (TM., KT., TL., TUQ.); see `rules.signature`."""

    title: str
    name: str
    authority: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients:
    """Nơi nhận. The archive line comes last by itself: "- Lưu: VT, <drafted_by>." """

    entries: tuple[str, ...] = ()
    drafted_by: str = ""
    copies: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """Its numeral is counted by the writer's plan, never typed."""

    text: str
    level: Level = Level.ROMAN


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number in a table: shown in papers as `display`, kept in workbooks as a number. A percentage holds 52.94."""

    value: int | Decimal | None
    display: str
    format: NumberFormat = NumberFormat.WHOLE


Cell = str | int | Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`width` is a share of the table's width; neighbours with the same `group` get one cell above their titles."""

    title: str
    width: float = 1.0
    align: Align = Align.LEFT
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`indent` shifts the label (the table's `label_column`), so "trong đó" rows stand under their sum."""

    cells: tuple[Cell, ...]
    indent: int = 0
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    notes: tuple[str, ...] = ()
    label_column: int = 0

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row.cells) != len(self.columns):
                raise ValueError(f"row {number} has {len(row.cells)} cells, the table has {len(self.columns)} columns")


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class LogHead:
    """The head of the audit log when the paper was sent, in words and as a QR code's text (docs/howto/audit.md)."""

    position: int
    words: str
    qr: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper. `kind` is its name in words ("Báo cáo"), empty for an official letter (công văn).

    `number` is None until the register gives one; `issued_on` may be a day, a month only, or nothing yet. `foot`: a
    remark below everything, small, outside of the text.
    """

    issuer: Issuer
    symbol: str
    place: str
    subject: str
    signature: Signature
    kind: str = ""
    number: int | None = None
    issued_on: date | PartialDate | None = None
    addressees: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    body: Sequence[Block] = field(default=())
    recipients: Recipients = field(default_factory=Recipients)
    scope: str = ""
    draft: bool = False
    landscape: bool = False
    log_head: LogHead | None = None
    foot: str = ""

    @property
    def day(self) -> date | None:
        """The first day the date line can mean: what file properties carry, so equal papers are equal files."""
        return self.issued_on.earliest if isinstance(self.issued_on, PartialDate) else self.issued_on
