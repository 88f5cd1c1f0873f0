"""Papers kept with a case: who may open and add them, what the person is told of them, and what seals with the case."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.files import policy as files
from hoanhap.foundation.files.models import StoredFile
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy import inventory, parts
from hoanhap.foundation.privacy.parts import Part
from hoanhap.people.cases import policy
from hoanhap.people.cases.holdings import holdings
from hoanhap.people.cases.policy import CasePermission as May
from hoanhap.people.cases.rights import case_ids
from hoanhap.people.persons.rights import BASIS, LINK, UNIT_CODE

SUBJECT = "case"
_SEPARATE = _(
    "Bản giấy tờ có thể nêu người khác: xem tại nơi giữ hồ sơ, cán bộ che phần của người khác trước khi giao."
)


def declare() -> None:
    """Called once at start, from apps.ready()."""
    files.subjects.add(SUBJECT, files.Subject(read=_readable, write=_writable))
    holdings.add("files.StoredFile", _of_cases)
    parts.add(
        Part(
            model="files.StoredFile",
            title=_("Giấy tờ lưu trong hồ sơ"),
            rows=_of_person,
            fields={"title": _("Giấy tờ"), "stored_at": _("Lưu lúc"), "removed_at": _("Gỡ lúc")},
        )
    )
    parts.leave_out(
        {
            "files.StoredFile.content": _SEPARATE,
            "files.StoredFile.subject_kind": LINK,
            "files.StoredFile.subject_id": LINK,
            "files.StoredFile.unit": UNIT_CODE,
            "files.StoredFile.unit_path": UNIT_CODE,
        }
    )
    purpose = _("Lưu giấy tờ làm căn cứ của hồ sơ")
    inventory.entries.add(
        "files.StoredFile",
        inventory.Entry(purpose=purpose, basis=BASIS, retention="cases.ended", readers=(May.READ_SOCIAL,)),
    )


def _readable(viewer: Viewer, case_id: str) -> Place:
    return policy.get_case_for(viewer, case_id, to=May.READ_SOCIAL).unit


def _writable(viewer: Viewer, case_id: str) -> Place:
    return policy.get_case_for(viewer, case_id, to=May.MOVE).unit


def _of_cases(ids: Collection[UUID]) -> QuerySet[StoredFile, Any]:
    return StoredFile.objects.filter(subject_kind=SUBJECT, subject_id__in=[str(one) for one in ids])


def _of_person(person_id: UUID) -> QuerySet[StoredFile, Any]:
    return _of_cases(list(case_ids(person_id))).order_by("stored_at", "id")
