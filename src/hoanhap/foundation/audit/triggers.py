"""The triggers that make the log append-only, on both databases."""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("audit_auditentry", "audit_auditlink")
_EVENTS = ("UPDATE", "DELETE")


def add(connection: BaseDatabaseWrapper) -> None:
    """Refuse every change and deletion from now on."""
    for statement in _additions(connection.vendor):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: only a test that empties its database between two tests may ask for this."""
    for statement in _removals(connection.vendor):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _additions(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
            for table in TABLES
            for event in _EVENTS
        ]
    function = (
        "CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$"
    )
    rows = [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION audit_append_only()"
        for table in TABLES
    ]
    whole = [
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"
        for table in TABLES
    ]
    return [function, *rows, *whole]


def _removals(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{event.lower()}" for table in TABLES for event in _EVENTS]
    names = [(table, suffix) for table in TABLES for suffix in ("append_only", "no_truncate")]
    return [f"DROP TRIGGER IF EXISTS {table}_{suffix} ON {table}" for table, suffix in names]
