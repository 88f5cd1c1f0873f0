"""Names of master keys, moments of destruction, and index keys that outlive the master key.

A database that already has keys keeps its indexes: the key of each purpose, until now derived from the master key, is
wrapped and kept. That needs the master key; `./hoanhap migrate` refuses to begin without one.
"""

import os

from cryptography.exceptions import InvalidTag
from django.core.exceptions import ImproperlyConfigured
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

import hoanhap.kernel.clock
from hoanhap.foundation.vault import index_keys, keyring, master_key

PURPOSES_BEFORE = ("persons.id_number", "persons.phone", "persons.name", "persons.given")


def keep_keys(apps, schema_editor):
    DataKey, IndexKey = apps.get_model("vault", "DataKey"), apps.get_model("vault", "IndexKey")
    master = master_key.load()
    if DataKey.objects.exists():
        _refuse_another_key(DataKey, master)
        DataKey.objects.update(master=master_key.name_of(master))
        gone = DataKey.objects.filter(wrapped=None)
        now = hoanhap.kernel.clock.now()
        gone.update(destroyed_at=now, retired_at=Coalesce(F("retired_at"), now))
        for purpose in PURPOSES_BEFORE:
            index_keys.store(IndexKey, purpose, master_key.derived_index_key(master, purpose))
    index_keys.store(IndexKey, index_keys.ROOT, os.urandom(master_key.KEY_BYTES))
    index_keys.forget()


def _refuse_another_key(model, master):
    """With another office's key at hand, indexes would be kept under keys that never made them."""
    row = model.objects.exclude(wrapped=None).order_by("pk").first()
    if row is None:
        return
    try:
        name, bound_to = master_key.name_of(master), keyring.binding(row.scope, row.data_class)
        master_key.unwrap(bytes(row.wrapped), master=name, bound_to=bound_to)
    except InvalidTag as error:
        raise ImproperlyConfigured("Khóa chính này không phải khóa chính của cơ sở dữ liệu này.") from error


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="IndexKey",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("purpose", models.CharField(blank=True, max_length=60, unique=True)),
                ("master", models.CharField(max_length=12)),
                ("wrapped", models.BinaryField()),
                ("created_at", models.DateTimeField(default=hoanhap.kernel.clock.now)),
            ],
        ),
        migrations.RemoveConstraint(model_name="datakey", name="vault_one_current_key"),
        migrations.AddField(
            model_name="datakey",
            name="master",
            field=models.CharField(default="", max_length=12),
            preserve_default=False,
        ),
        migrations.AddField(model_name="datakey", name="destroyed_at", field=models.DateTimeField(null=True)),
        migrations.RunPython(keep_keys),
        migrations.AddConstraint(
            model_name="datakey",
            constraint=models.CheckConstraint(
                condition=Q(destroyed_at=None, wrapped__isnull=False)
                | Q(destroyed_at__isnull=False, retired_at__isnull=False, wrapped=None),
                name="vault_destroyed_has_no_bytes",
            ),
        ),
        migrations.AddIndex(
            model_name="datakey", index=models.Index(fields=["scope", "data_class"], name="vault_keys_of_scope")
        ),
    ]
