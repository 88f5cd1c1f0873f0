"""The plain column goes, once the reports have sealed what it held; the sealed one takes its name."""

from django.db import migrations, models
from django.db.models import Q

from hoanhap.foundation.vault import old_text


def rewrite(apps, schema_editor):
    old_text.rewrite(schema_editor, "approvals_act")


class Migration(migrations.Migration):
    dependencies = [("approvals", "0002_room_for_sealed_reasons"), ("reports", "0002_seal_reasons")]

    operations = [
        migrations.RemoveConstraint(model_name="act", name="approvals_return_has_reason"),
        migrations.RemoveField(model_name="act", name="reason"),
        migrations.RenameField(model_name="act", old_name="sealed_reason", new_name="reason"),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.CheckConstraint(
                condition=~Q(verb="return") | Q(reason__isnull=False), name="approvals_return_has_reason"
            ),
        ),
        migrations.RunPython(rewrite, migrations.RunPython.noop),
    ]
