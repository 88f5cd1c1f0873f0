"""What a typed reason must be; used wherever somebody has to say why. Pure."""

from django.utils.translation import gettext as _

from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import fold, nfc

SHORTEST = 15
_FEWEST_LETTERS = 6
_FEWEST_WORDS = 3


def reason(text: str, *, shortest: int = SHORTEST) -> str:
    """The reason, cleaned. Raises Refused for one that says nothing: too short, one key held down, no words."""
    cleaned = " ".join(nfc(text).split())
    letters = [letter for letter in fold(cleaned) if letter.isalpha()]
    if len(cleaned) < shortest or len(set(letters)) < _FEWEST_LETTERS or len(set(cleaned.split())) < _FEWEST_WORDS:
        raise Refused(
            _("Lý do này chưa nói lên điều gì."),
            code="reason-says-nothing",
            way_out=_("Viết một câu đủ để người khác hiểu vì sao cần làm."),
        )
    return cleaned
