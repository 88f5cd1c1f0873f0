"""How wide a line of bold Times is. The short rules of a heading are a share of the text above them, and a .docx cannot
measure text itself; the advance widths (thousandths of the size) are those of every metric-compatible Times."""

import unicodedata

from hoanhap.kernel.text import nfc

POINT_MM = 25.4 / 72

_BOLD = {
    250: " ,.",
    278: "il/'",
    333: "fjt-:;()",
    389: "Is",
    444: "cerz",
    500: "Jagovxy0123456789–“”",
    554: "ơ",
    556: "Sbdhknpquđ",
    600: "ư",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYĐw",
    778: "GHKOQƠ",
    796: "Ư",
    833: "m&",
    944: "M",
    1000: "W…",
}
_WIDTHS = {letter: width for width, letters in _BOLD.items() for letter in letters}
# Marks above and below a letter take no room; the horn of Ơ and Ư and the bar of Đ do, and have entries of their own.
_HORN = "\u031b"


def width_mm(text: str, *, size_pt: float) -> float:
    """The length of one line of bold text."""
    return sum(_advance(letter) for letter in nfc(text)) / 1000 * size_pt * POINT_MM


def _advance(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    plain = unicodedata.normalize("NFD", letter)
    base = plain[0] + (_HORN if _HORN in plain else "")
    return _WIDTHS.get(nfc(base), _WIDTHS["n"])
