"""What a person leaves in the log when he goes to another unit."""

import json

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.persons import relocating
from hoanhap.people.persons.relocation_models import RelocationReason
from tests.cast import NOW, TODAY, Cast
from tests.guards import entry, told
from tests.people import register_person


def test_relocating_is_told_under_the_person_at_his_new_unit(cast: Cast) -> None:
    person, by = register_person(cast, "Nguyễn Văn Đào"), cast.viewer(cast.officer).actor
    to = cast.long_khanh_a
    relocating.relocate([person.pk], to=to, on=TODAY, reason=RelocationReason.TRANSFERRED, by=by, at=NOW)
    assert told("person.relocated") == [entry("person", person, to, cast.officer)]
    said = json.loads(AuditEntry.objects.get(code="person.relocated").detail)
    assert (said["from"], said["to"]) == (cast.thuong_lac.pk, to.pk)
