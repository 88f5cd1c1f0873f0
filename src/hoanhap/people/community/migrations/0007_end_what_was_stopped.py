"""What an officer stopped before the day was asked for ran on for ever: it ends on the day that was written down."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db import migrations

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def end_stopped(apps: Any, schema_editor: Any) -> None:
    """Only where the last standing is "stopped"; never before the day it began."""
    sites, years = apps.get_model("community", "Site"), apps.get_model("community", "SiteYear")
    waiting = sites.objects.filter(ended_on=None, started_on__isnull=False, years__status="stopped").distinct()
    for site in waiting.order_by("id"):
        last = years.objects.filter(site=site).order_by("-year").first()
        if last.status == "stopped":
            site.ended_on = max(site.started_on, last.set_at.astimezone(HERE).date())
            site.save(update_fields=["ended_on"])


class Migration(migrations.Migration):
    dependencies = [("community", "0006_log_what_is_done_for_schemes")]

    operations = [migrations.RunPython(end_stopped, migrations.RunPython.noop)]
