"""Where the typeface of printed papers lies: Tinos, a free twin of Times New Roman with every Vietnamese letter."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoanhap.kernel.errors import Refused

FAMILY = "Tinos"
STYLES = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")


def folders() -> list[Path]:
    """The folders that together hold the four styles: built with the screens, else as npm laid them out.

    Raises Refused when a style is missing: a PDF with empty boxes for letters must never leave the house.
    """
    unbuilt = Path(settings.ROOT, "frontend", "node_modules", "@expo-google-fonts", "tinos")
    return found_in([Path(settings.FRONTEND_DIST), unbuilt])


def found_in(places: Sequence[Path]) -> list[Path]:
    """The first place that holds all four styles, wherever below it they lie."""
    for place in places:
        found = [sorted(place.rglob(f"Tinos_{style}.ttf")) for style in STYLES]
        if all(found):
            return sorted({files[0].parent for files in found})
    raise Refused(
        str(_("Chưa có phông chữ Tinos nên chưa xuất được PDF.")),
        code="fonts_missing",
        way_out=str(_("Dựng giao diện một lần (thư mục frontend), hoặc xuất .docx.")),
    )
