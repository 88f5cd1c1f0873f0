"""Django's own table held the cookies of living sessions in plain; it is empty of use and goes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sign_in", "0001_initial")]

    operations = [migrations.RunSQL("DROP TABLE IF EXISTS django_session", migrations.RunSQL.noop)]
