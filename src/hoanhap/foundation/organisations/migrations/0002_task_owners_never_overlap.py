"""Two owners of one task on one level never share a day: an exclusion constraint on PostgreSQL, triggers on SQLite."""

from django.db import migrations

SHARED_DAY = """
    SELECT 1 FROM organisations_taskowner AS other
    WHERE other.task = NEW.task AND other.level = NEW.level AND other.id <> NEW.id
      AND (NEW.valid_to IS NULL OR other.valid_from < NEW.valid_to)
      AND (other.valid_to IS NULL OR NEW.valid_from < other.valid_to)
"""
SQLITE = [
    f"""
    CREATE TRIGGER task_owner_no_overlap_{verb} BEFORE {verb} ON organisations_taskowner
    WHEN EXISTS ({SHARED_DAY})
    BEGIN SELECT RAISE(ABORT, 'task_owner_no_overlap'); END
    """
    for verb in ("INSERT", "UPDATE")
]
POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """
    ALTER TABLE organisations_taskowner ADD CONSTRAINT task_owner_no_overlap
    EXCLUDE USING gist (task WITH =, level WITH =, daterange(valid_from, valid_to, '[)') WITH &&)
    """,
]
SQLITE_BACK = [f"DROP TRIGGER task_owner_no_overlap_{verb}" for verb in ("INSERT", "UPDATE")]
POSTGRESQL_BACK = ["ALTER TABLE organisations_taskowner DROP CONSTRAINT task_owner_no_overlap"]


def guard(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def unguard(apps, schema_editor):
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


def _run(schema_editor, sqlite, postgresql):
    for statement in postgresql if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
