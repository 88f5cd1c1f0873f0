"""The papers of a file: added by nobody who may not read them, gone once removed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.files import actions, policy
from hoanhap.foundation.files.models import StoredFile
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission as May
from tests import people, pictures
from tests.cast import NOW, Cast
from tests.guards import may_only
from tests.web.office.reviews.entering import Enter


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Trần Thị Ví Dụ"))


def test_who_moves_a_file_without_reading_its_papers_adds_none(
    cast: Cast, signed_in: Enter, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sent() -> int:
        typed = {"title": "Giấy ra viện", "file": SimpleUploadedFile("a.jpg", pictures.jpeg())}
        return signed_in(cast.officer).post(f"/cases/{case.pk}/files/", typed).status_code

    may_only(monkeypatch, Role.COMMUNE_OFFICER, May.READ, May.MOVE)
    assert sent() == 404
    assert not StoredFile.objects.exists()
    may_only(monkeypatch, Role.COMMUNE_OFFICER, May.READ, May.MOVE, May.READ_SOCIAL)
    assert sent() == 302
    assert StoredFile.objects.count() == 1


def test_a_removed_paper_is_not_there(
    cast: Cast, signed_in: Enter, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = cast.viewer(cast.officer)
    row = actions.store(
        pictures.jpeg(), name="a.jpg", title="Giấy ra viện", kind="case", subject_id=str(case.pk), by=by, at=NOW
    )
    client = signed_in(cast.officer)
    assert client.get(f"/files/{row.pk}/").status_code == 200
    actions.remove(row, by=by, at=NOW)
    assert client.get(f"/files/{row.pk}/").status_code == 404
    assert AuditEntry.objects.filter(code="file.read").count() == 1
    monkeypatch.setattr(policy, "holds", {"test": lambda _row: "Có việc đã dựa trên giấy này."})
    assert client.post(f"/files/{row.pk}/remove/").status_code == 404, "nor is it said what rested on it"
