"""Numbers as Vietnamese officials write and type them: 52,94 % and 1.234, "09" in papers."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from hoanhap.kernel.errors import Refused

NOTHING = "–"
_FEW_DIGITS = re.compile(r"[0-9]{1,9}")
_PLAIN = re.compile(r"^-?\d+([.,]\d+)?$")
_GROUPED_DOTS = re.compile(r"^-?\d{1,3}(\.\d{3})+(,\d+)?$")
_GROUPED_COMMAS = re.compile(r"^-?\d{1,3}(,\d{3}){2,}(\.\d+)?$")


def ratio(numerator: int, denominator: int) -> Decimal | None:
    """Per cent with two decimals, half up; None when nothing stands below the line."""
    if not denominator:
        return None
    value = Decimal(numerator) * 100 / Decimal(denominator)
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def percent(numerator: int, denominator: int) -> str:
    """ "52,94 %", or a dash when the denominator is nought."""
    value = ratio(numerator, denominator)
    return NOTHING if value is None else f"{decimal(value)} %"


def decimal(value: Decimal) -> str:
    """Grouped with dots, decimal comma: 1234.5 gives "1.234,5"."""
    sign, text = ("-", f"{-value:f}") if value < 0 else ("", f"{value:f}")
    whole, _, fraction = text.partition(".")
    return sign + f"{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


def group(value: int) -> str:
    """1234567 gives "1.234.567"."""
    return f"{value:,}".replace(",", ".")


def paper_count(value: int) -> str:
    """As counts are written in official papers: a leading nought below ten."""
    return f"0{value}" if 0 < value < 10 else group(value)


def asked(text: str | None, *, least: int, most: int) -> int | None:
    """A number in an address, between these two; None for whatever else stands there: "²", five thousand digits."""
    if text is None or not _FEW_DIGITS.fullmatch(text):
        return None
    found = int(text)
    return found if least <= found <= most else None


def parse_decimal(text: str) -> Decimal:
    """Read what a clerk types: "52,94", "52.94", "1.234,5", "1.234" (thousands). Raises Refused."""
    raw = text.replace("\u00a0", "").replace(" ", "").removesuffix("%")
    if _GROUPED_DOTS.match(raw):
        raw = raw.replace(".", "").replace(",", ".")
    elif _GROUPED_COMMAS.match(raw):
        raw = raw.replace(",", "")
    elif _PLAIN.match(raw):
        raw = raw.replace(",", ".")
    try:
        return Decimal(raw)
    except InvalidOperation:
        raise Refused(f"“{text}” không phải là số.", way_out="Viết số như 52,94 hoặc 1.234.") from None
