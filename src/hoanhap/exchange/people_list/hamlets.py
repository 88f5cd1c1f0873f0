"""Finds the hamlet in a written address with one query for the whole list."""

import re
from collections import defaultdict
from datetime import date

from hoanhap.foundation.places import queries as places
from hoanhap.foundation.places import spelling
from hoanhap.foundation.places.models import Place

_PARTS = re.compile(r"[,;]| - |\b(?:xã|phường|thị trấn|huyện|quận|thị xã|tỉnh|thành phố)\b", re.IGNORECASE)


class HamletFinder:
    """The hamlets of one commune on one day, by title and name."""

    def __init__(self, commune: Place, on: date) -> None:
        self._titled: dict[tuple[str, str], int] = {}
        self._named: dict[str, set[int]] = defaultdict(set)
        for hamlet in places.hamlets_of(commune, on):
            self._titled.setdefault((hamlet.title, hamlet.folded), hamlet.pk)
            self._named[hamlet.folded].add(hamlet.pk)

    def find(self, address: str) -> int | None:
        """ "Số 5, ấp 2" and "ap 02 xã Thường Lạc" mean ấp 2; a bare name counts only when nothing else is written."""
        parts = [part.strip() for part in _PARTS.split(address) if part.strip()]
        for part in parts:
            for reading in spelling.readings(part):
                if found := self._titled.get((reading.title, reading.folded)):
                    return found
        alone = self._named.get(spelling.search_key(parts[0]), set()) if len(parts) == 1 else set()
        return next(iter(alone)) if len(alone) == 1 else None
