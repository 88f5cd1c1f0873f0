"""Site, checkpoints and printed heads become append-only too."""

from django.db import migrations

from hoanhap.foundation.audit import triggers


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_checkpoints")]
    operations = [migrations.RunPython(lambda apps, editor: triggers.add(editor.connection, triggers.LATER_TABLES))]
