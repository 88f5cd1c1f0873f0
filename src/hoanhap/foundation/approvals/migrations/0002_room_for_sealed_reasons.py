"""Reasons of returns get a sealed column. `reports.0002` fills it: only a report knows the unit of its run."""

from django.db import migrations

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault.data_class import DataClass
from hoanhap.foundation.vault.fields import SealedField


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_initial")]

    operations = [
        migrations.AddField(model_name="run", name="unit_path", field=PathField(blank=True, default="")),
        migrations.AddField(model_name="act", name="sealed_reason", field=SealedField(data_class=DataClass.SOCIAL)),
    ]
