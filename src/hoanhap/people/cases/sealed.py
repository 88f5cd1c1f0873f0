"""Files that were put away: who may know that there are any, find one, and open one again with a second person."""

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.cases import policy
from hoanhap.people.cases.models import Case

KIND = "cases.unseal"
SUBJECT = "sealed_case"
OPEN_AGAIN = timedelta(days=30)
"""For so long an opened file stays open; the nightly work puts it away again."""


class SealedPermission(Permission):
    SEAL = "cases.seal"
    UNSEAL = "cases.unseal"
    CONFIRM_UNSEAL = "cases.confirm_unseal"


def put_away(viewer: Viewer) -> QuerySet[Case]:
    """The sealed files of the viewer's units, without a name: numbers and days. Destroyed ones are gone."""
    rows = Case.objects.filter(viewer.scope_q(SealedPermission.UNSEAL), sealed_at__isnull=False, destroyed_at=None)
    return rows.select_related("unit").defer("wish").order_by("-sealed_at", "-id")


def get_sealed_case_for(viewer: Viewer, case_id: object) -> Case:
    """The gate of one sealed file, for asking to open it. Raises NotHere."""
    return gate.one_of(put_away(viewer), case_id)


def get_case_to_seal(viewer: Viewer, case_id: object) -> Case:
    """The gate of putting one file away by hand; whether it has ended is the act's own question. Raises NotHere."""
    rows = Case.objects.filter(policy.readable(viewer) & viewer.scope_q(SealedPermission.SEAL))
    return gate.one_of(rows.select_related("unit", "person"), case_id)


def of_person(viewer: Viewer, person_id: UUID) -> QuerySet[Case]:
    """The sealed files of somebody whose ID card lies on the desk."""
    return put_away(viewer).filter(person=person_id)


def declare() -> None:
    """Called once at start, from apps.ready()."""
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.foundation.access.roles import Role
    from hoanhap.foundation.audit import codes
    from hoanhap.foundation.joint_acts import kinds

    permissions.declare(SealedPermission)
    may = SealedPermission
    roles.grant(Role.COMMUNE_OFFICER, may.UNSEAL)
    roles.grant(Role.COMMUNE_LEADER, may.SEAL, may.UNSEAL, may.CONFIRM_UNSEAL)
    codes.declare(
        {
            "case.sealed": "Niêm phong hồ sơ đã kết thúc",
            "case.unsealed": "Mở niêm phong hồ sơ",
            "case.destroyed": "Hủy khóa của hồ sơ đã hết thời hạn lưu giữ",
            "case.sealed_asked": "Hỏi hồ sơ đã niêm phong bằng số giấy tờ",
            "case.sealed_listed": "Xem danh sách hồ sơ đã niêm phong",
            "person.sealed": "Niêm phong thông tin của người",
            "person.unsealed": "Mở niêm phong thông tin của người",
            "person.destroyed": "Hủy khóa thông tin của người",
        }
    )
    kinds.register.add(
        KIND,
        kinds.JointKind(KIND, _("Mở niêm phong một hồ sơ đã kết thúc"), may.UNSEAL, may.CONFIRM_UNSEAL, timedelta(2)),
    )
