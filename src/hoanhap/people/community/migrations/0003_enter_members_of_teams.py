"""Members who sat in a team before there was a register of workers are entered in it, each once a commune."""

import unicodedata

from django.db import migrations

from hoanhap.kernel import ids


def _fold(value: str) -> str:
    spelled = unicodedata.normalize("NFD", value)
    plain = "".join(letter for letter in spelled if not unicodedata.combining(letter))
    return " ".join(plain.replace("đ", "d").replace("Đ", "d").casefold().split())


def enter(apps, schema_editor):
    Member = apps.get_model("community", "TaskForceMember")
    Worker = apps.get_model("community", "Worker")
    known = {}
    for member in Member.objects.filter(worker=None).select_related("task_force").order_by("valid_from", "id"):
        force = member.task_force
        key = force.unit_id, _fold(member.name), _fold(member.agency_name)
        if key not in known:
            known[key] = Worker.objects.create(
                id=ids.new_id(),
                unit_id=force.unit_id,
                unit_path=force.unit_path,
                name=member.name,
                folded=key[1],
                body="other",
                organisation=member.agency_name,
                valid_from=member.valid_from,
                recorded_by=force.recorded_by,
                recorded_at=force.recorded_at,
            )
        member.worker = known[key]
        member.save(update_fields=["worker"])


class Migration(migrations.Migration):
    dependencies = [("community", "0002_keep_the_surroundings_of_people")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
