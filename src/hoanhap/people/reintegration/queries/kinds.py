"""Kinds of help and trades as they are called at a place on a day: the nation's, and those its province added.

The nation's are said in the language of the screen; what a province added is said as it was typed.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from hoanhap.foundation.places import paths
from hoanhap.people.reintegration import vocabulary
from hoanhap.people.reintegration.models import LocalKind

HELP, TRADE = LocalKind.Vocabulary.HELP, LocalKind.Vocabulary.TRADE


def needs_at(unit_path: str, on: date) -> dict[str, str]:
    """What may be stated as a need here: code → label, the usual ones first."""
    known = {kind.code: _(kind.label) for kind in vocabulary.help_kinds() if kind.need}
    return _with_local(known, HELP, unit_path, on)


def supports_at(unit_path: str, on: date) -> dict[str, str]:
    """What may be given here: code → label."""
    known = {kind.code: _(kind.label) for kind in vocabulary.help_kinds() if kind.support}
    return _with_local(known, HELP, unit_path, on)


def trades_at(unit_path: str, on: date) -> dict[str, str]:
    """The trades known here: code → label."""
    return _with_local({trade.code: _(trade.label) for trade in vocabulary.trades()}, TRADE, unit_path, on)


def labels() -> dict[str, str]:
    """Every code that was ever in use, with its label: for rows of any unit and any day."""
    found = {one.code: _(one.label) for one in vocabulary.help_kinds()}
    found |= {f"trade:{one.code}": _(one.label) for one in vocabulary.trades()}
    for row in LocalKind.objects.order_by("id"):
        found[row.code if row.vocabulary == HELP else f"trade:{row.code}"] = row.label
    return found


def local(unit_paths: Iterable[str], on: date) -> list[LocalKind]:
    """What these units added and still use."""
    rows = LocalKind.objects.filter(_living(on), unit_path__in=list(unit_paths)).select_related("unit")
    return list(rows.order_by("vocabulary", "label", "id"))


def _with_local(known: dict[str, str], which: LocalKind.Vocabulary, unit_path: str, on: date) -> dict[str, str]:
    rows = LocalKind.objects.filter(_living(on), vocabulary=which, unit_path__in=_upwards(unit_path))
    last = {"other": known.pop("other")} if "other" in known else {}
    return known | dict(rows.order_by("label", "id").values_list("code", "label")) | last


def _living(on: date) -> Q:
    return (Q(valid_to=None) | Q(valid_to__gt=on)) & Q(valid_from__lte=on)


def _upwards(path: str) -> list[str]:
    steps = paths.ids(path)
    return [paths.top(path, depth) for depth in range(1, len(steps) + 1)]
