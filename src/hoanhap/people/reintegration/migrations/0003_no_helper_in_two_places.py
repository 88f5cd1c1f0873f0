"""No two sessions of one helper at once: an exclusion constraint on PostgreSQL, triggers on SQLite."""

from django.db import migrations

AT_ONCE = """
    SELECT 1 FROM reintegration_helpersession AS other
    WHERE other.helper_key = NEW.helper_key AND other.id <> NEW.id AND NOT other.struck
      AND other.started_at < NEW.ended_at AND NEW.started_at < other.ended_at
"""
SQLITE = [
    f"""
    CREATE TRIGGER reintegration_sessions_apart_{verb} BEFORE {verb} ON reintegration_helpersession
    WHEN NOT NEW.struck AND EXISTS ({AT_ONCE})
    BEGIN SELECT RAISE(ABORT, 'reintegration_sessions_apart'); END
    """
    for verb in ("INSERT", "UPDATE")
]
POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """
    ALTER TABLE reintegration_helpersession ADD CONSTRAINT reintegration_sessions_apart
    EXCLUDE USING gist (helper_key WITH =, tstzrange(started_at, ended_at, '[)') WITH &&) WHERE (NOT struck)
    """,
]
SQLITE_BACK = [f"DROP TRIGGER reintegration_sessions_apart_{verb}" for verb in ("INSERT", "UPDATE")]
POSTGRESQL_BACK = ["ALTER TABLE reintegration_helpersession DROP CONSTRAINT reintegration_sessions_apart"]


def guard(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def unguard(apps, schema_editor):
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


def _run(schema_editor, sqlite, postgresql):
    for statement in postgresql if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("reintegration", "0002_support_people_on_their_way_back")]
    operations = [migrations.RunPython(guard, unguard)]
