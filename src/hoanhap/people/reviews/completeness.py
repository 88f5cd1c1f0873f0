"""What an inspector asks of the reviews of a file."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoanhap.people.cases import states
from hoanhap.people.cases.completeness import Item, items
from hoanhap.people.reviews import queries
from hoanhap.people.reviews.rules import Quarter


def declare() -> None:
    """Called once at start, from apps.ready()."""
    items.add(
        "review",
        Item(
            label=_("Đánh giá quý"),
            lacking=_("chưa đánh giá quý đã qua"),
            asked=_asked,
            held=lambda on: Q(queries.reviewed_in(Quarter.of(on).previous)),
            order=70,
        ),
    )


def _asked(on: date) -> Q:
    """Known long enough by the end of the quarter that has ended."""
    return Q(state__in=states.FOLLOWED, opened_on__lte=Quarter.of(on).previous.known_by)
