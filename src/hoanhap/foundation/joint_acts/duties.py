"""The work a joint act asks for: somebody to confirm it, then the asker to carry it out (việc chờ người thứ hai)."""

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices.actions import DutySpec

SUBJECT = "joint_act"
CONFIRM = "joint_act.confirm"
USE = "joint_act.use"


def declare() -> None:
    for code, title, action, url in (
        (CONFIRM, _("Xem và xác nhận: {subject}"), _("Xem yêu cầu"), "joint-act"),
        (USE, _("Đã được xác nhận, làm tiếp: {subject}"), _("Mở yêu cầu"), "joint-act-mine"),
    ):
        kinds.declare(
            kinds.DutyKind(
                code=code,
                title=title,
                action=action,
                subject_kind=SUBJECT,
                url=url,
                urgency=kinds.Urgency.PLAN,
            )
        )


def to_confirm(act: JointAct, roles: list[Role]) -> list[DutySpec]:
    """One for each post that may be the second person."""
    return [_spec(act, CONFIRM, confirm_key(act, role), role.value) for role in roles]


def to_use(act: JointAct, role: str) -> DutySpec:
    """For the asker alone."""
    return _spec(act, USE, use_key(act), role, own=True)


def confirm_keys(act: JointAct) -> list[str]:
    return [confirm_key(act, role) for role in Role]


def confirm_key(act: JointAct, role: Role) -> str:
    return f"{CONFIRM}:{act.pk}:{role.value}"


def use_key(act: JointAct) -> str:
    return f"{USE}:{act.pk}"


def _spec(act: JointAct, kind: str, key: str, role: str, *, own: bool = False) -> DutySpec:
    return DutySpec(
        kind=kind,
        key=key,
        subject_id=str(act.pk),
        unit_id=act.unit_id,
        unit_path=act.unit_path,
        role=role,
        due_at=act.expires_at,
        account=act.asked_by_id if own else None,
    )
