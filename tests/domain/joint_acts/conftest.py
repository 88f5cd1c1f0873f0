"""A kind of joint act of its own: an officer asks, the chair confirms."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from hoanhap.foundation.access.permissions import Permission, permissions
from hoanhap.foundation.access.roles import Role, _granted
from hoanhap.foundation.joint_acts import kinds
from hoanhap.foundation.joint_acts.kinds import JointKind
from tests import cast as stage
from tests.cast import Cast

KIND = "tests.take_out"


class TryPermission(Permission):
    ASK = "tests.ask_for_list"
    CONFIRM = "tests.confirm_list"


@pytest.fixture
def cast(db: None) -> Cast:
    return stage.make()


@pytest.fixture(autouse=True)
def _kind() -> Iterator[None]:
    kinds.register.add(
        KIND,
        JointKind(KIND, "lấy danh sách ra ngoài", TryPermission.ASK, TryPermission.CONFIRM, timedelta(days=3)),
    )
    for permission in TryPermission:
        permissions.add(permission.value, permission)
    _granted[Role.COMMUNE_OFFICER].add(TryPermission.ASK)
    for role in (Role.COMMUNE_LEADER, Role.COMMUNE_DEPUTY):
        # The chair may ask as well: then the deputy confirms, never the chair himself.
        _granted[role] |= {TryPermission.ASK, TryPermission.CONFIRM}
    yield
    for permission in TryPermission:
        permissions._entries.pop(permission.value)
        for granted in _granted.values():
            granted.discard(permission)
    kinds.register._entries.pop(KIND)
