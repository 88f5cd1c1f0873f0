"""How a gate reads the key somebody asked with: nonsense, missing and forbidden are one answer."""

import uuid
from typing import TypeVar

from django.db.models import Model, QuerySet

from hoanhap.kernel.errors import NotHere

Row = TypeVar("Row", bound=Model)


def one_of(rows: QuerySet[Row], asked: object) -> Row:
    """The row with this key among those the viewer may have. Raises NotHere for a key that is none, too."""
    try:
        key = asked if isinstance(asked, uuid.UUID) else uuid.UUID(str(asked))
    except ValueError:
        raise NotHere from None
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotHere
    return found
