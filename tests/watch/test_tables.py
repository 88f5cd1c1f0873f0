"""The tables are as the models say: every column, key, rule and index of every model stands in the database.

The tests' database is made with less drawing in between than an office's (tests/quick_tables.py); what a shortcut lost
would be missing here.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from hoanhap.people.persons.models import Person

pytestmark = pytest.mark.django_db


def missing() -> list[str]:
    """What the models declare and the database does not have, as `table: what`."""
    with connection.cursor() as cursor:
        named = _names(cursor)
        return [
            f"{model._meta.db_table}: {what}" for model in apps.get_models(include_auto_created=True)
            if model._meta.managed and not model._meta.proxy for what in _missing_of(model, cursor, named)
        ]  # fmt: skip


def _names(cursor: Any) -> set[str]:
    """The names of all rules and indexes; SQLite keeps those of rules in the text of their tables alone."""
    if connection.vendor == "postgresql":
        cursor.execute("SELECT conname FROM pg_constraint UNION SELECT indexname FROM pg_indexes")
        return {name for (name,) in cursor.fetchall()}
    cursor.execute("SELECT name, coalesce(sql, '') FROM sqlite_master")
    return {name for row in cursor.fetchall() for name in (row[0], *re.findall(r'CONSTRAINT "(\w+)"', row[1]))}


def _missing_of(model: type[models.Model], cursor: Any, named: set[str]) -> Iterator[str]:
    table = model._meta.db_table
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")  # noqa: S608 - a table's own name
    columns, keys = {column[0] for column in cursor.description}, connection.introspection.get_relations(cursor, table)
    for field in model._meta.local_concrete_fields:
        if field.column not in columns:
            yield f"column {field.column}"
        if isinstance(field, models.ForeignKey) and field.db_constraint and field.column not in keys:
            yield f"key {field.column}"
    yield from (f"rule {rule.name}" for rule in model._meta.constraints if rule.name not in named)
    yield from (f"index {index.name}" for index in model._meta.indexes if index.name not in named)


def test_nothing_the_models_declare_is_missing() -> None:
    assert len(apps.get_models()) > 150
    assert missing() == []


def test_what_was_never_made_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad: a rule, an index and a column that no migration has made."""
    rule = models.CheckConstraint(condition=~models.Q(id=None), name="never_asked")
    monkeypatch.setattr(Person._meta, "constraints", [*Person._meta.constraints, rule])
    monkeypatch.setattr(
        Person._meta, "indexes", [*Person._meta.indexes, models.Index(fields=["id"], name="never_made")]
    )
    monkeypatch.setattr(Person._meta.get_field("phone"), "column", "never_written")
    table = Person._meta.db_table
    assert missing() == [f"{table}: column never_written", f"{table}: rule never_asked", f"{table}: index never_made"]
