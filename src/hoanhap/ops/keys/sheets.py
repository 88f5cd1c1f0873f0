"""A recovery share on paper: its words, numbered, the same words as a QR code, and what to do with them."""

import io
import json
from dataclasses import dataclass
from datetime import date
from importlib import resources

import qrcode
import typst
from qrcode.image.svg import SvgPathImage

from hoanhap.foundation.documents import fonts
from hoanhap.kernel import clock, dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One share of a split of one master key."""

    words: str
    number: int
    made: int
    needed: int
    key_name: str
    made_on: date


def pdf(share: Share) -> bytes:
    """One sheet of A4. Raises Refused when the typeface is missing."""
    given = {
        "font": fonts.FAMILY,
        "words": share.words.split(),
        "number": share.number,
        "made": share.made,
        "needed": share.needed,
        "key": share.key_name,
        "day": dates.show(share.made_on),
        "qr": _qr(share.words),
    }
    typeface = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(fonts.folders()))
    drawn: bytes = typst.compile(
        resources.files(__package__).joinpath("share.typ").read_bytes(),
        format="pdf",
        font_paths=typeface,
        sys_inputs={"share": json.dumps(given)},
        timestamp=int(clock.at(share.made_on).timestamp()),
    )
    return drawn


def _qr(words: str) -> str:
    out = io.BytesIO()
    qrcode.make(words, image_factory=SvgPathImage, border=2, error_correction=qrcode.ERROR_CORRECT_M).save(out)
    return out.getvalue().decode()
