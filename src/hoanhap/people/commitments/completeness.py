"""What an inspector asks of a file about commitments; office practice, no law we have read asks it of everybody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoanhap.people.cases.completeness import Item, followed_for, items
from hoanhap.people.commitments import queries


def declare() -> None:
    """Called once at start, from apps.ready()."""
    items.add(
        "commitment",
        Item(
            label=_("Bản cam kết"),
            lacking=_("chưa có bản cam kết"),
            asked=followed_for(30),
            held=lambda on: Q(queries.has_signed(on)),
            order=80,
        ),
    )
