"""Which new rows are left out, kept between the pages of a preview: row numbers only, as short ranges, by session.

A person who never unticks anything leaves nothing behind; ticks of a page are read when its form is sent.
"""

from collections.abc import Collection, Iterable, Iterator

from django.http import HttpRequest

_KEY = "import_left_out"
_BATCHES = 5


def left_out(request: HttpRequest, batch_id: object) -> set[int]:
    return set(_numbers(request.session.get(_KEY, {}).get(str(batch_id), "")))


def keep(request: HttpRequest, batch_id: object, *, shown: Collection[int], ticked: Collection[int]) -> set[int]:
    """Take over one page of ticks; what stood on other pages stays as it was."""
    now = (left_out(request, batch_id) - set(shown)) | (set(shown) - set(ticked))
    kept = dict(request.session.get(_KEY, {}))
    kept.pop(str(batch_id), None)
    if now:
        kept[str(batch_id)] = as_text(now)
    request.session[_KEY] = dict(list(kept.items())[-_BATCHES:])
    return now


def forget(request: HttpRequest, batch_id: object) -> None:
    kept = dict(request.session.get(_KEY, {}))
    if kept.pop(str(batch_id), None) is not None:
        request.session[_KEY] = kept


def as_text(numbers: Iterable[int]) -> str:
    """{2, 3, 4, 9} → "2-4,9"."""
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ",".join(f"{start}-{end}" if end > start else str(start) for start, end in ranges)


def _numbers(text: str) -> Iterator[int]:
    for part in filter(None, text.split(",")):
        start, _dash, end = part.partition("-")
        yield from range(int(start), int(end or start) + 1)
