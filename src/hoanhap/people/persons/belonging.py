"""Which rows count for a unit on the map a question asks about: its own, and those of units it took over."""

from django.db.models import Exists, OuterRef, Q

from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.places import paths
from hoanhap.people.persons.relocation_models import OF_THE_MAP, Relocation


def counted(question: Question, *, person: str = "case__person") -> Q:
    """Over rows with a `unit_path` and a `person`: those that count for the unit.

    Of a unit it took over whole all rows; of one that was split those of the people who came from there.
    """
    reach = question.within()
    parts = [link.place.path for link in question.forebears if not link.whole]
    if parts:
        came = Relocation.objects.filter(to_path__in=question.paths, reason__in=OF_THE_MAP).values("person")
        for path in parts:
            reach |= paths.under("unit_path", path) & Q(**{f"{person}__in": came})
    return reach


def same_unit(question: Question) -> Q:
    """Over rows with `case` and `unit`, inside a subquery about rows that have both: made by the same unit.

    Within a period in which units changed, the unit a person came from and the one he came to by the map are one.
    """
    same = Q(unit=OuterRef("unit"))
    if not question.map_changes:
        return same
    moved = Relocation.objects.filter(person=OuterRef("case__person"), reason__in=OF_THE_MAP)
    there, here = OuterRef(OuterRef("unit")), OuterRef("unit")
    return same | Q(Exists(moved.filter(Q(from_unit=there, to_unit=here) | Q(from_unit=here, to_unit=there))))
