"""Every posting is confirmed up to a day; those of before this day are, to the end of the next quarter."""

from typing import Any

from django.db import migrations, models

from hoanhap.foundation.access import attestation
from hoanhap.kernel import clock


def fill(apps: Any, _editor: Any) -> None:
    posting = apps.get_model("access", "Posting")
    posting.objects.update(attested_until=attestation.end_of_next_quarter(clock.today()))


class Migration(migrations.Migration):
    dependencies = [("access", "0002_roles_of_every_office")]

    operations = [
        migrations.AddField(model_name="posting", name="attested_until", field=models.DateField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(model_name="posting", name="attested_until", field=models.DateField()),
    ]
