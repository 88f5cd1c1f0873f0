"""Draw a Paper as PDF: tagged and archivable (PDF/A-2a and PDF/UA-1), offline, the same bytes for the same paper."""

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from hoanhap.foundation.documents import composition, fonts, qr
from hoanhap.foundation.documents.layout import decree30
from hoanhap.foundation.documents.paper import Paper
from hoanhap.kernel import clock

# A paper without a date still needs a fixed moment in its properties, or two runs would differ.
NO_DAY = date(2000, 1, 1)


def write(paper: Paper) -> bytes:
    """The paper as PDF. Raises Refused when the typeface is missing."""
    sheet = composition.compose(paper)
    return typst.compile(
        resources.files(__package__).joinpath("paper.typ").read_bytes(),
        format="pdf",
        font_paths=_typeface(tuple(fonts.folders())),
        sys_inputs={"paper": _data(sheet)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(clock.at(sheet.day or NO_DAY).timestamp()),
    )


@cache
def _typeface(folders: tuple[Path, ...]) -> typst.Fonts:
    """Our files alone: what else a machine has installed must not change a paper."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))


def _data(sheet: composition.Sheet) -> str:
    day = sheet.day or NO_DAY
    fields = asdict(sheet) | {"day": [day.year, day.month, day.day]}
    fields["log_qr"] = qr.svg(sheet.log_qr) if sheet.log_qr else ""
    return json.dumps({"font": fonts.FAMILY, "layout": asdict(decree30()), "sheet": fields}, default=_plain)


def _plain(value: Any) -> str:
    """Exact numbers travel as text; the template prints the displayed form only."""
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be drawn")
