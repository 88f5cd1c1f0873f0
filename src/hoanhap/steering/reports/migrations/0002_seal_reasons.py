"""Reasons of returns and of amendments, until now in plain, are sealed with the key of the report's unit."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

from hoanhap.foundation.vault import old_text
from hoanhap.foundation.vault.data_class import DataClass
from hoanhap.foundation.vault.fields import SealedField


def seal(apps, schema_editor):
    Run, Report = apps.get_model("approvals", "Run"), apps.get_model("reports", "Report")
    of_run = Report.objects.filter(run=OuterRef("pk"))
    Run.objects.filter(pk__in=Report.objects.values("run")).update(unit_path=Subquery(of_run.values("unit_path")[:1]))
    units = dict(Run.objects.values_list("pk", "unit_path"))
    old_text.seal_column(
        apps,
        label="approvals.Act",
        plain="reason",
        sealed="sealed_reason",
        scope=lambda act: units[act.run_id] or "/",
    )
    old_text.seal_column(
        apps,
        label="reports.Report",
        plain="amendment_reason",
        sealed="sealed_amendment_reason",
        scope=lambda report: report.unit_path,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
        ("approvals", "0002_room_for_sealed_reasons"),
        ("vault", "0002_wrapped_index_keys_and_destruction"),
    ]

    operations = [
        migrations.AddField(
            model_name="report", name="sealed_amendment_reason", field=SealedField(data_class=DataClass.SOCIAL)
        ),
        migrations.RunPython(seal),
    ]
