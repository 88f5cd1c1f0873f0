"""The codes a file bore in the units it belonged to before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_seal_what_has_ended")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="former_codes",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
    ]
