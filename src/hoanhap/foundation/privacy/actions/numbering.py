"""Running numbers of the books: drawn by an update in place, so that two hands never draw one number."""

from django.db.models import F

from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy.models import BookCounter


def draw(unit: Place, book: str, year: int) -> int:
    """The next number of a unit's book in a year; within the caller's transaction."""
    counter, _made = BookCounter.objects.get_or_create(unit=unit, book=book, year=year)
    # The update locks the row until the transaction ends: whoever comes next counts on from here.
    BookCounter.objects.filter(pk=counter.pk).update(last=F("last") + 1)
    return BookCounter.objects.values_list("last", flat=True).get(pk=counter.pk)
