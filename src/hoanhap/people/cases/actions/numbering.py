"""Running numbers of case codes: reserved by an update in place, so that two officers never draw one number."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db.models import F

from hoanhap.foundation.places.models import Place
from hoanhap.people.cases import rules
from hoanhap.people.cases.models import CodeCounter


def draw_codes(unit: Place, years: Iterable[int]) -> list[str]:
    """One code for each year given, in order; within the caller's transaction."""
    wanted = list(years)
    initials = rules.code_initials(unit.name, unit.title)
    numbers = {year: _reserve(unit, year, count) for year, count in sorted(Counter(wanted).items())}
    return [rules.case_code(initials, year, next(numbers[year])) for year in wanted]


def _reserve(unit: Place, year: int, count: int) -> Iterator[int]:
    counter, _made = CodeCounter.objects.get_or_create(unit=unit, year=year)
    # The update locks the row until the transaction ends: whoever comes next counts on from here.
    CodeCounter.objects.filter(pk=counter.pk).update(last=F("last") + count)
    last = CodeCounter.objects.values_list("last", flat=True).get(pk=counter.pk)
    return iter(range(last - count + 1, last + 1))


def keep_ahead(unit: Place, codes: Iterable[str]) -> None:
    """Files come in from another unit whose codes look like ours: our counter goes on beyond the highest of them."""
    initials = rules.code_initials(unit.name, unit.title)
    highest: dict[int, int] = {}
    for code in codes:
        head, _mark, serial = code.rpartition("-")
        year = head.removeprefix(f"{initials}-")
        if year != head and year.isdigit() and serial.isdigit():
            highest[int(year)] = max(highest.get(int(year), 0), int(serial))
    for known_year, last in sorted(highest.items()):
        counter, _made = CodeCounter.objects.get_or_create(unit=unit, year=known_year)
        CodeCounter.objects.filter(pk=counter.pk, last__lt=last).update(last=last)
