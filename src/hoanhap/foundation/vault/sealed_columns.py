"""Every sealed column of the house, found by walking the models; which key each envelope names, without opening it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.functions import Substr

from hoanhap.foundation.vault import sealing
from hoanhap.foundation.vault.fields import SealedField

Model = type[models.Model]
Heads = tuple[Any, list[int | None]]
"""The primary key of a row and, for each sealed column, the key its envelope names."""
CHUNK = 2000


def all_of_them() -> list[tuple[Model, list[SealedField]]]:
    """Models with sealed columns of their own, in the order of the apps."""
    found = []
    for model in apps.get_models():
        fields = fields_of(model)
        if fields and not model._meta.proxy and model._meta.managed:
            found.append((model, fields))
    return found


def fields_of(model: Model) -> list[SealedField]:
    return [field for field in model._meta.local_concrete_fields if isinstance(field, SealedField)]


def heads(model: Model, fields: list[SealedField]) -> Iterator[list[Heads]]:
    """Rows in chunks, by primary key: only the first bytes of each envelope travel, however long it is."""
    starts = [Substr(field.name, 1, sealing.HEAD, output_field=models.BinaryField()) for field in fields]
    last: Any = None
    while True:
        rows = model._base_manager.order_by("pk").values_list("pk", *starts)
        chunk = list((rows if last is None else rows.filter(pk__gt=last))[:CHUNK])
        if not chunk:
            return
        yield [(pk, [_key_id(head) for head in found]) for pk, *found in chunk]
        last = chunk[-1][0]


def envelopes_by_key() -> Counter[int]:
    """How many envelopes each key holds, over all columns."""
    counts: Counter[int] = Counter()
    for model, fields in all_of_them():
        for chunk in heads(model, fields):
            counts.update(key_id for _pk, ids in chunk for key_id in ids if key_id is not None)
    return counts


def _key_id(head: bytes | memoryview | None) -> int | None:
    return None if head is None else sealing.key_id_of(bytes(head))
