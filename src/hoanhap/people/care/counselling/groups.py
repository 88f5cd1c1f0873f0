"""Groups that meet: begin, join by consent, meet with attendance, leave, end (nhóm sinh hoạt)."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy import queries as privacy
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy
from hoanhap.people.care.counselling import rules
from hoanhap.people.care.counselling.models import GroupAttendance, GroupMeeting, GroupMember, SupportGroup, Topic
from hoanhap.people.cases.models import Case

CONSENT = "groups"


@transaction.atomic
def start(*, unit: Place, name: str, started_on: date, by: Actor, at: datetime) -> SupportGroup:
    """Begin a group. Raises Refused."""
    said = tidy(name)[:120]
    if not said:
        raise Refused(_("Chưa ghi tên nhóm."), code="group-name")
    if started_on > clock.local_day(at):
        raise Refused(_("Ngày bắt đầu không thể ở tương lai."), code="group-day")
    try:
        with transaction.atomic():
            group = SupportGroup.objects.create(
                unit=unit,
                unit_path=unit.path,
                name=said,
                started_on=started_on,
                recorded_by=by.account_id,
                recorded_at=at,
            )
    except IntegrityError:
        raise Refused(_("Đã có nhóm tên này."), code="group-name") from None
    _log("group.started", group, by, at)
    return group


@transaction.atomic
def join(group: SupportGroup, *, case: Case, on: date, by: Actor, at: datetime) -> GroupMember:
    """A person joins because he agreed to: without his consent nobody is put on a list. Raises Refused."""
    group, case = _held(group), Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if group.ended_on is not None or case.closed_on is not None:
        raise Refused(_("Nhóm hoặc hồ sơ đã kết thúc."), code="group-ended")
    if not privacy.has_consent(PERSON, case.person_id, CONSENT):
        raise Refused(
            _("Người này chưa đồng ý tham gia nhóm."),
            code="group-consent",
            way_out=_("Ghi sự đồng ý ở trang hồ sơ, mục “Đồng ý và rút lại”."),
        )
    rules.check_meeting(on, started_on=group.started_on, ended_on=group.ended_on, today=clock.local_day(at))
    try:
        with transaction.atomic():
            member = GroupMember.objects.create(
                group=group,
                case=case,
                unit_path=case.unit_path,
                joined_on=on,
                recorded_by=by.account_id,
                recorded_at=at,
            )
    except IntegrityError:
        raise Refused(_("Người này đã ở trong nhóm."), code="group-twice") from None
    _log("group.joined", group, by, at, case)
    return member


@transaction.atomic
def leave(member: GroupMember, *, on: date, by: Actor, at: datetime) -> GroupMember:
    """As easy as joining: no reason is asked. Raises Refused."""
    if not member.joined_on <= on <= clock.local_day(at):
        raise Refused(_("Ngày rời nhóm phải từ ngày vào đến hôm nay."), code="group-day")
    if not GroupMember.objects.filter(pk=member.pk, left_on=None).update(left_on=on):
        raise Refused(_("Người này đã rời nhóm."), code="group-left")
    member.refresh_from_db()
    _log("group.left", member.group, by, at, member.case)
    return member


@transaction.atomic
def meet(
    group: SupportGroup, *, met_on: date, present: Collection[UUID], by: Actor, at: datetime, topic: str = ""
) -> GroupMeeting:
    """One meeting: for each member of that day, came or not. `present`: ids of cases. Raises Refused."""
    group = _held(group)
    rules.check_meeting(met_on, started_on=group.started_on, ended_on=group.ended_on, today=clock.local_day(at))
    if topic and topic not in Topic.values:
        raise Refused(_("Nội dung không có trong danh sách."), code="meeting-topic")
    members = members_on(group, met_on)
    if not members or set(present) - {member.case_id for member in members}:
        raise Refused(_("Có người không ở trong nhóm ngày đó."), code="meeting-members")
    facts = {"unit_id": group.unit_id, "unit_path": group.unit_path}
    try:
        with transaction.atomic():
            meeting = GroupMeeting.objects.create(
                group=group, met_on=met_on, topic=topic, recorded_by=by.account_id, recorded_at=at, **facts
            )
    except IntegrityError:
        raise Refused(_("Ngày này nhóm đã được ghi."), code="meeting-twice") from None
    GroupAttendance.objects.bulk_create(
        GroupAttendance(meeting=meeting, case_id=one.case_id, present=one.case_id in present, **facts)
        for one in members
    )
    _log("group.met", group, by, at, detail={"present": len(set(present)), "members": len(members)})
    return meeting


@transaction.atomic
def end(group: SupportGroup, *, on: date, by: Actor, at: datetime) -> SupportGroup:
    """The group meets no more; what it was stays. Raises Refused."""
    if not group.started_on <= on <= clock.local_day(at):
        raise Refused(_("Ngày kết thúc phải từ ngày bắt đầu đến hôm nay."), code="group-day")
    if not SupportGroup.objects.filter(pk=group.pk, ended_on=None).update(ended_on=on):
        raise Refused(_("Nhóm hoặc hồ sơ đã kết thúc."), code="group-ended")
    GroupMember.objects.filter(group=group, left_on=None, joined_on__lte=on).update(left_on=on)
    group.refresh_from_db()
    _log("group.ended", group, by, at)
    return group


def members_on(group: SupportGroup, on: date) -> list[GroupMember]:
    """Who belongs to the group on this day."""
    found = GroupMember.objects.filter(group=group, joined_on__lte=on).exclude(left_on__lte=on)
    return list(found.select_related("case", "case__person").order_by("joined_on", "id"))


def end_all(case: Case, *, by: Actor, at: datetime) -> None:
    """The file is closed: the person is on no list any more."""
    for member in GroupMember.objects.filter(case=case, left_on=None).select_related("group", "case").order_by("id"):
        leave(member, on=max(member.joined_on, clock.local_day(at)), by=by, at=at)


def _held(group: SupportGroup) -> SupportGroup:
    """The group under a lock: nobody joins or meets in one that another has just ended."""
    return SupportGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)


def _log(
    code: str,
    group: SupportGroup,
    by: Actor,
    at: datetime,
    case: Case | None = None,
    detail: dict[str, str | int | bool | None] | None = None,
) -> None:
    """About a person under his file, so that he finds it in his copy; else about the group."""
    kind, subject = ("case", case.pk) if case else ("group", group.pk)
    audit.record(
        code,
        by=by,
        subject_kind=kind,
        subject_id=subject,
        unit_path=case.unit_path if case else group.unit_path,
        at=at,
        detail={"group": str(group.pk), **(detail or {})},
    )
