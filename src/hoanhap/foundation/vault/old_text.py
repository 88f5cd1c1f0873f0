"""For migrations: texts that lay in plain are sealed in the rows where they lie.

The new column may have a name of its own until the plain one is gone; the envelope is bound to the name it ends with.
"""

from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from hoanhap.foundation.vault import keyring, sealing


def seal_column(apps: Any, *, label: str, plain: str, sealed: str, scope: Callable[[Any], str]) -> int:
    """Seal every text of the column `plain` into `sealed`, bound to the column name `plain`; how many rows."""
    model, keys_model = apps.get_model(label), apps.get_model("vault.DataKey")
    field = model._meta.get_field(sealed)
    keys: dict[str, tuple[int, AESGCM]] = {}
    count = 0
    for row in model._base_manager.exclude(**{plain: ""}).order_by("pk").iterator(chunk_size=500):
        place = scope(row)
        if place not in keys:
            keys[place] = keyring.current(place, field.data_class, model=keys_model)
        bound = sealing.bound_to(row, field, column=plain)
        envelope = sealing.envelope_of(*keys[place], getattr(row, plain).encode(), bound)
        count += model._base_manager.filter(pk=row.pk).update(**{sealed: envelope})
    return count


def rewrite(schema_editor: BaseDatabaseSchemaEditor, *tables: str) -> None:
    """PostgreSQL keeps the bytes of a dropped column until the table is written anew; SQLite has just done so."""
    if schema_editor.connection.vendor == "postgresql":
        for table in tables:
            name, index = schema_editor.quote_name(table), schema_editor.quote_name(f"{table}_pkey")
            schema_editor.execute(f"CLUSTER {name} USING {index}")
