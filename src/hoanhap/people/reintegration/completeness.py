"""What an inspector asks of a file about its helper."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoanhap.people.cases.completeness import Item, followed, items
from hoanhap.people.reintegration import queries


def declare() -> None:
    """Called once at start, from apps.ready()."""
    items.add(
        "helper",
        Item(
            label=_("Người giúp đỡ"),
            lacking=_("chưa có người giúp đỡ"),
            asked=followed,
            held=lambda on: Q(queries.main_of(on)),
            order=20,
            living=True,
        ),
    )
