"""What a mutant puts in place of a gate, a filter or a seal. Reached from mutated code as the builtin `__mutant__`."""

import importlib
import inspect
import typing
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model, Q

from hoanhap.kernel.errors import NotHere


def everything(rows: Any) -> Any:
    """All rows of the table instead of those somebody may see."""
    return rows.model._default_manager.all()


def every_row(_condition: Any) -> Q:
    """True of every row. An empty Q would not do: joined by "or" it vanishes instead of letting everything through."""
    return ~Q(pk__in=[])


def whatever(module: str, gate: str, *arguments: Any, **_to: Any) -> Any:
    """The row with this key, whoever asks."""
    model = typing.get_type_hints(getattr(importlib.import_module(module), gate))["return"]
    assert inspect.isclass(model)
    assert issubclass(model, Model)
    try:
        return model._default_manager.get(pk=str(arguments[1]))
    except (ObjectDoesNotExist, ValidationError, ValueError):
        raise NotHere from None


def store_plain(row: Any, *_names: Any, **values: Any) -> None:
    """What was to be sealed, readable behind the mark of an envelope."""
    for name, value in values.items():
        setattr(row, name, b"v1|" + value.encode() if isinstance(value, str) and value else None)


def store_many_plain(rows: Any) -> None:
    for row, values in rows:
        store_plain(row, **values)


def plain(value: Any, *_how: Any, **_named: Any) -> Any:
    """What was to be masked, as it is."""
    return value
