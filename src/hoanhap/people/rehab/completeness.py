"""What an inspector asks of the dossier that leads, or led, to the measure."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.people.cases.completeness import Item, items
from hoanhap.people.rehab.models import Dossier, DossierItem
from hoanhap.people.rehab.models.dossiers import DossierState, ItemState

_COUNTED = (DossierState.OPEN, DossierState.SUBMITTED, DossierState.DECIDED)


def declare() -> None:
    """Called once at start, from apps.ready()."""
    items.add(
        "dossier",
        Item(
            label=_("Giấy tờ của biện pháp"),
            lacking=_("giấy tờ của biện pháp chưa đủ"),
            asked=_has_dossier,
            held=_nothing_missing,
            order=45,
        ),
    )


def _has_dossier(_on: date) -> Q:
    return Q(Exists(Dossier.objects.filter(case=OuterRef("pk"), state__in=_COUNTED)))


def _nothing_missing(_on: date) -> Q:
    missing = DossierItem.objects.filter(case=OuterRef("pk"), state=ItemState.MISSING, dossier__state__in=_COUNTED)
    return ~Q(Exists(missing))
