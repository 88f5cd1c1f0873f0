"""Where a person belonged before his unit changed."""

import django.db.models.deletion
from django.db import migrations, models

import hoanhap.foundation.places.fields
import hoanhap.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("persons", "0003_know_an_entry_sent_twice"),
        ("places", "0001_initial"),
    ]

    operations = []
