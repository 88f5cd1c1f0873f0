"""Proposals with their rows, and the links of invited people."""

import django.db.models.deletion
import hoanhap.foundation.places.fields
import hoanhap.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '__first__'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.UUIDField(default=hoanhap.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('unit_path', hoanhap.foundation.places.fields.PathField(max_length=80)),
                ('made_at', models.DateTimeField()),
                ('needs_second', models.BooleanField()),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('done', 'done'), ('dropped', 'dropped')], default='waiting', max_length=8)),
                ('done_at', models.DateTimeField(null=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'indexes': [models.Index(fields=['made_by', 'state', 'made_at'], name='accounts_proposal_mine')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('waiting', 'done', 'dropped'))), name='accounts_proposal_state')],
            },
        ),
        migrations.CreateModel(
            name='ProposalRow',
            fields=[
                ('id', models.UUIDField(default=hoanhap.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('display_name', models.CharField(max_length=120)),
                ('username', models.CharField(max_length=60)),
                ('role', models.CharField(choices=[('commune_officer', 'commune_officer'), ('commune_leader', 'commune_leader'), ('commune_deputy', 'commune_deputy'), ('commune_police', 'commune_police'), ('police_chief', 'police_chief'), ('health_station', 'health_station'), ('rehab_centre', 'rehab_centre'), ('front_cadre', 'front_cadre'), ('front_hamlet', 'front_hamlet'), ('helper', 'helper'), ('justice', 'justice'), ('culture', 'culture'), ('finance', 'finance'), ('district_merger', 'district_merger'), ('district_leader', 'district_leader'), ('province_merger', 'province_merger'), ('province_leader', 'province_leader'), ('inspector', 'inspector'), ('administrator', 'administrator')], max_length=24)),
                ('title', models.CharField(blank=True, default='', max_length=120)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='accounts.proposal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('proposal', 'number'), name='accounts_row_once'), models.UniqueConstraint(fields=('proposal', 'username'), name='accounts_row_username'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='accounts_row_period'), models.CheckConstraint(condition=models.Q(('role__in', ['commune_officer', 'commune_leader', 'commune_deputy', 'commune_police', 'police_chief', 'health_station', 'rehab_centre', 'front_cadre', 'front_hamlet', 'helper', 'justice', 'culture', 'finance', 'district_merger', 'district_leader', 'province_merger', 'province_leader', 'inspector', 'administrator'])), name='accounts_row_role')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=hoanhap.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('digest', models.BinaryField(max_length=32, unique=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('voided_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('used_at', None), ('voided_at', None)), fields=('account',), name='accounts_one_living_link'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='accounts_link_period')],
            },
        ),
    ]
