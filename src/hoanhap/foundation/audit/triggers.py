"""The triggers that make the log append-only, on both databases."""

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

FIRST_TABLES = ("audit_auditentry", "audit_auditlink")
LATER_TABLES = ("audit_auditsite", "audit_auditcheckpoint", "audit_printedhead")
TABLES = (*FIRST_TABLES, *LATER_TABLES)
FUNCTION = "audit_append_only"
FUNCTION_BODY = " BEGIN RAISE EXCEPTION 'the log is append-only'; END "
_EVENTS = ("UPDATE", "DELETE")


def add(connection: BaseDatabaseWrapper, tables: Sequence[str] = TABLES) -> None:
    """Refuse every change and deletion from now on."""
    statements = list(on_sqlite(tables).values()) if connection.vendor == "sqlite" else _on_postgresql(tables)
    for statement in statements:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: only a test that empties its database between two tests may ask for this."""
    for statement in _removals(connection.vendor):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def on_sqlite(tables: Sequence[str] = TABLES) -> dict[str, str]:
    """Name → the statement that makes it: SQLite keeps these words, so a check can compare them."""
    return {
        f"{table}_no_{event.lower()}": f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        for table in tables
        for event in _EVENTS
    }


def names_on_postgresql(tables: Sequence[str] = TABLES) -> dict[str, str]:
    """Name → when it fires, as pg_get_triggerdef words it."""
    rows = {f"{table}_append_only": f"BEFORE DELETE OR UPDATE ON public.{table} FOR EACH ROW" for table in tables}
    whole = {f"{table}_no_truncate": f"BEFORE TRUNCATE ON public.{table} FOR EACH STATEMENT" for table in tables}
    return rows | whole


def _on_postgresql(tables: Sequence[str]) -> list[str]:
    function = f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${FUNCTION_BODY}$$"
    rows = [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()"
        for table in tables
    ]
    whole = [
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
        for table in tables
    ]
    return [function, *rows, *whole]


def _removals(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in on_sqlite()]
    names = [(table, suffix) for table in TABLES for suffix in ("append_only", "no_truncate")]
    return [f"DROP TRIGGER IF EXISTS {table}_{suffix} ON {table}" for table, suffix in names]
