"""A centre's summary laid into the health room: in the log under the centre's name, without a word of it."""

import json

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.care import summary_handing
from tests import people
from tests.cast import NOW, TODAY, Cast


def test_a_summary_handed_in_is_in_the_log_under_the_centre(cast: Cast) -> None:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))
    centre = cast.centre.postings.get().agency
    assert centre is not None
    for written_by in (str(cast.centre.pk), ""):
        record = summary_handing.hand_in(
            case, agency=centre, text="Đã ổn định", written_by=written_by, name="Mai Văn Quý", on=TODAY, at=NOW
        )
        entry = AuditEntry.objects.filter(code="health.written").latest("id")
        assert (entry.subject_kind, entry.subject_id, entry.unit_path) == ("case", str(case.pk), case.unit_path)
        assert (entry.account_id, entry.title) == (written_by or "centre", centre.name)
        said = json.loads(entry.detail)
        assert said == {"record": str(record.pk), "kind": "summary", "day": TODAY.isoformat()}
