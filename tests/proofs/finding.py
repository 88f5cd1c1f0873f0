"""Looking for many values in many bytes at once: in plain, in UTF-16, in hex, in base64, without their accents."""

import base64
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from hoanhap.kernel import text

_WINDOW = 8
_PIECE = 8 * 1024 * 1024


def spellings(value: str) -> set[bytes]:
    """How a value might lie somewhere, as bytes."""
    words = {value, value.capitalize(), value.upper(), unicodedata.normalize("NFD", value), text.fold(value)}
    found: set[bytes] = set()
    for word in words:
        plain = word.encode()
        found |= {plain, plain.hex().encode(), plain.hex().upper().encode()}
        found |= {word.encode("utf-16-le"), word.encode("utf-16-be"), *_inside_base64(plain)}
    return found


class Needles:
    """Values by every spelling; each is looked up by its first eight bytes at every place of the haystack."""

    def __init__(self, values: Iterable[str]) -> None:
        self._by_start: dict[int, list[tuple[bytes, str]]] = {}
        for value in values:
            for spelled in spellings(value):
                start = int.from_bytes(spelled[:_WINDOW], "little")
                self._by_start.setdefault(start, []).append((spelled, value))
        self._starts = np.array(sorted(self._by_start), dtype="<u8")

    def __len__(self) -> int:
        return sum(map(len, self._by_start.values()))

    def found_in(self, held: bytes) -> set[str]:
        """Which values lie in these bytes, in any spelling."""
        found: set[str] = set()
        for begin in range(0, len(held), _PIECE):
            piece = held[begin : begin + _PIECE + 512]  # no needle is cut in two
            for shift in range(_WINDOW):
                found |= self._at(piece, shift)
        return found

    def _at(self, piece: bytes, shift: int) -> set[str]:
        count = (len(piece) - shift) // _WINDOW
        if count <= 0:
            return set()
        windows = np.frombuffer(piece, dtype="<u8", count=count, offset=shift)
        places = np.searchsorted(self._starts, windows)
        places[places == len(self._starts)] = 0
        hits = np.nonzero(self._starts[places] == windows)[0]
        return {
            value
            for hit in hits.tolist()
            for spelled, value in self._by_start[int(windows[hit])]
            if piece.startswith(spelled, shift + hit * _WINDOW)
        }


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below, with its bytes."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield str(file.relative_to(folder)), file.read_bytes()


def _inside_base64(plain: bytes) -> Iterator[bytes]:
    """What of a value shows in base64, wherever in the encoded text it begins."""
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + plain)
        kept = encoded[4 if before else 0 : -4]
        if len(kept) >= _WINDOW:
            yield kept
            yield kept.replace(b"+", b"-").replace(b"/", b"_")
