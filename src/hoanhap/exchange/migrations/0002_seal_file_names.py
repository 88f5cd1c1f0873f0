"""Names of imported files, until now in plain, are sealed: officers call files after people."""

from django.db import migrations

from hoanhap.foundation.vault import old_text
from hoanhap.foundation.vault.data_class import DataClass
from hoanhap.foundation.vault.fields import SealedField


def seal(apps, schema_editor):
    old_text.seal_column(
        apps,
        label="exchange.ImportBatch",
        plain="file_name",
        sealed="sealed_file_name",
        scope=lambda batch: batch.unit_path,
    )


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("vault", "0002_wrapped_index_keys_and_destruction")]

    operations = [
        migrations.AddField(
            model_name="importbatch", name="sealed_file_name", field=SealedField(data_class=DataClass.IDENTITY)
        ),
        migrations.RunPython(seal),
    ]
