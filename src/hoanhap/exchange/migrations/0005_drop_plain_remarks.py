"""The plain column goes; the sealed one takes its name."""

from django.db import migrations

from hoanhap.foundation.vault import old_text


def rewrite(apps, schema_editor):
    old_text.rewrite(schema_editor, "exchange_importbatch")


class Migration(migrations.Migration):
    dependencies = [("exchange", "0004_seal_remarks")]

    operations = [
        migrations.RemoveField(model_name="importbatch", name="remarks"),
        migrations.RenameField(model_name="importbatch", old_name="sealed_remarks", new_name="remarks"),
        migrations.RunPython(rewrite, migrations.RunPython.noop),
    ]
