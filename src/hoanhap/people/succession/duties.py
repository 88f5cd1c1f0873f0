"""What a change of units asks of people: place who waits, look through what came, say where officials go on."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access import succession
from hoanhap.foundation.access.models import Posting
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices.kinds import DutyKind, SubjectKind, SubjectLine, Urgency, declare, subject_kinds
from hoanhap.foundation.notices.rules import end_of
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.people.succession import policy
from hoanhap.people.succession.models import HandOver

SUBJECT = "hand_over"
PLACE = DutyKind(
    code="succession.place",
    title=_("Xếp đơn vị mới cho người của {subject}"),
    action=_("Mở danh sách"),
    subject_kind=SUBJECT,
    url="succession",
    urgency=Urgency.GAP,
)
CHECK = DutyKind(
    code="succession.check",
    title=_("Kiểm tra hồ sơ nhận từ {subject}"),
    action=_("Xem bàn giao"),
    subject_kind=SUBJECT,
    url="succession",
    urgency=Urgency.GAP,
)
POSTINGS = DutyKind(
    code="succession.postings",
    title=_("Xác nhận nơi làm việc mới của cán bộ {subject}"),
    action=_("Xác nhận"),
    subject_kind=SUBJECT,
    url="succession-postings",
    urgency=Urgency.GAP,
)
_CHECK_WITHIN = timedelta(days=30)
_PLACE_WITHIN = timedelta(days=10)


def lines(viewer: Viewer, ids: Collection[str]) -> Mapping[str, SubjectLine]:
    """The old unit by its name: no person is named."""
    rows = HandOver.objects.filter(pk__in=list(ids)).select_related("old", "unit")
    return {
        str(row.pk): SubjectLine(label=row.old.full_name, detail=row.unit.full_name, args={"unit": str(row.unit_id)})
        for row in rows
    }


def declare_all() -> None:
    """Called once at start, from apps.ready()."""
    subject_kinds.add(SUBJECT, SubjectKind(lines=lines, unnamed=_("đơn vị cũ")))
    for kind in (PLACE, CHECK, POSTINGS):
        declare(kind)


def renew(old: Place, records: Sequence[HandOver], waiting: int, *, by: Actor, at: datetime) -> None:
    """Open what is still to be done at each side, and settle what is done; safe to repeat (nightly, after each act)."""
    specs = []
    for record in records:
        if waiting:
            specs.append(_spec(PLACE, record, Role.COMMUNE_OFFICER, at, _PLACE_WITHIN))
        if record.persons and record.checked_at is None:
            specs.append(_spec(CHECK, record, Role.COMMUNE_LEADER, at, _CHECK_WITHIN))
        if not record.whole and _postings_wait(old, record):
            specs.append(_spec(POSTINGS, record, Role.ADMINISTRATOR, at, succession.transition()))
    wanted = {spec.key for spec in specs}
    possible = {_key(kind, record) for record in records for kind in (PLACE, POSTINGS)}
    notices.settle_many(sorted(possible - wanted), by=by, at=at)
    notices.open_many(specs, by=by, at=at)


def checked(record: HandOver, *, by: Actor, at: datetime) -> None:
    notices.settle(_key(CHECK, record), by=by, at=at)


def _postings_wait(old: Place, record: HandOver) -> bool:
    until = record.on + succession.transition()
    return policy.living_after(Posting.objects.filter(place=old), until).exists()


def _spec(kind: DutyKind, record: HandOver, role: Role, at: datetime, within: timedelta) -> notices.DutySpec:
    return notices.DutySpec(
        kind=kind.code,
        key=_key(kind, record),
        subject_id=str(record.pk),
        unit_id=record.unit_id,
        unit_path=record.unit_path,
        role=role.value,
        due_at=end_of(clock.local_day(at) + within),
        confidence="INFER",
    )


def _key(kind: DutyKind, record: HandOver) -> str:
    return f"{kind.code}:{record.pk}"
