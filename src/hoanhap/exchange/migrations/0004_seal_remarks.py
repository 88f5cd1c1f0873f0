"""What the reader said about a sheet, until now in plain, is sealed: it quotes headings and names of sheets."""

from django.db import migrations

from hoanhap.foundation.vault import old_text
from hoanhap.foundation.vault.data_class import DataClass
from hoanhap.foundation.vault.fields import SealedField


def seal(apps, schema_editor):
    old_text.seal_column(
        apps,
        label="exchange.ImportBatch",
        plain="remarks",
        sealed="sealed_remarks",
        scope=lambda batch: batch.unit_path,
    )


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_drop_plain_file_names")]

    operations = [
        migrations.AddField(
            model_name="importbatch", name="sealed_remarks", field=SealedField(data_class=DataClass.IDENTITY)
        ),
        migrations.RunPython(seal),
    ]
