"""The log becomes append-only."""

from django.db import migrations

from hoanhap.foundation.audit import triggers


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(lambda apps, editor: triggers.add(editor.connection, triggers.FIRST_TABLES))]
