"""The plain column goes; the sealed one takes its name."""

from django.db import migrations, models
from django.db.models import Q

from hoanhap.foundation.vault import old_text


def rewrite(apps, schema_editor):
    old_text.rewrite(schema_editor, "reports_report")


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_seal_reasons")]

    operations = [
        migrations.RemoveConstraint(model_name="report", name="reports_amendment_has_reason"),
        migrations.RemoveField(model_name="report", name="amendment_reason"),
        migrations.RenameField(model_name="report", old_name="sealed_amendment_reason", new_name="amendment_reason"),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=Q(amendment=0, amendment_reason=None)
                | Q(amendment__gt=0, amendment_reason__isnull=False),
                name="reports_amendment_has_reason",
            ),
        ),
        migrations.RunPython(rewrite, migrations.RunPython.noop),
    ]
