"""What this package says about a person to that person, and why it keeps what it keeps (bản sao dữ liệu, danh mục)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.privacy import inventory, parts
from hoanhap.foundation.privacy.parts import Part
from hoanhap.people.community.clubs.models import Attendance, ClubMember
from hoanhap.people.community.models import TaskForce, TaskForceMember, WorkPlan, WorkTask
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.stories.models import Story

_OFFICIALS = _("Quyết định thành lập, phân công; Luật 91/2025/QH15 Điều 19")
_CONSENT = _("Sự đồng ý của người ấy (Luật 91/2025/QH15 Điều 9), rút lại được bất cứ lúc nào")
_OF_THE_REGISTER = _("theo sổ của đơn vị")


def declare() -> None:
    """Called once at start, from apps.ready()."""
    parts.add(_team_member(), _team_plan(), _team_task(), _club_member(), _attendance(), _story())
    parts.third_persons.add("community.team_members", members_of)
    for label, purpose in _OFFICIAL_TABLES.items():
        of_teams = "TaskForce" in label or label in _PLANS
        readers = (May.READ_TASK_FORCE, May.READ_TASK_FORCE_ABOVE) if of_teams else (May.READ_AROUND,)
        inventory.entries.add(
            label, inventory.Entry(purpose=purpose, basis=_OFFICIALS, retention=_OF_THE_REGISTER, readers=readers)
        )
    for label, purpose in _TABLES_BY_CONSENT.items():
        readers = (May.READ_STORY, May.KEEP_STORY) if label == "community.Story" else (May.KEEP_CLUB,)
        inventory.entries.add(
            label, inventory.Entry(purpose=purpose, basis=_CONSENT, retention="cases.ended", readers=readers)
        )


_PLANS = ("community.WorkPlan", "community.WorkTask")
_OFFICIAL_TABLES = {
    "community.TaskForceMember": _("Biết ai trong Tổ công tác"),
    "community.WorkPlan": _("Tổ công tác có kế hoạch, biết mục đích từng thời gian"),
    "community.WorkTask": _("Giao việc cho thành viên Tổ công tác, biết việc nào xong, việc nào trễ"),
    "community.Worker": _("Biết ai làm cộng tác viên, báo cáo viên, tình nguyện viên, đã tập huấn gì"),
    "community.Club": _("Biết ai phụ trách câu lạc bộ"),
    "community.TrainingSession": _("Biết ai giảng buổi tập huấn"),
    "community.Site": _("Biết ai phụ trách tuyến đường, nhà trọ tự quản"),
    "community.Recognition": _("Ghi gia đình, dòng họ, khu dân cư được công nhận"),
}
_TABLES_BY_CONSENT = {
    "community.ClubMember": _("Mời sinh hoạt câu lạc bộ"),
    "community.Attendance": _("Biết ai đã tham gia, đếm cho báo cáo"),
    "community.Story": _("Kể chuyện, giới thiệu tấm gương trong buổi tuyên truyền"),
}


def members_of(person_id: UUID) -> Iterable[tuple[str, str]]:
    """Names of those who sit in the team that stands by him, wherever a note speaks of them."""
    rows = TaskForceMember.objects.filter(task_force__person=person_id).order_by("id")
    return [(name, say("(thành viên Tổ)")) for name in rows.values_list("name", flat=True)]


def _team_member() -> Part:
    return Part(
        model="community.TaskForceMember",
        title=_("Tổ quản lý của ông/bà"),
        rows=lambda person_id: TaskForceMember.objects.filter(task_force__in=_teams_of(person_id)).order_by(
            "valid_from", "id"
        ),
        fields={"agency_name": _("Cơ quan, tổ chức"), "role": _("Vai trò"), "valid_from": _("Từ ngày")},
        masked={"name": (_("Tên"), _("(thành viên Tổ)"))},
        order=60,
    )


def _team_plan() -> Part:
    return Part(
        model="community.WorkPlan",
        title=_("Kế hoạch công tác của Tổ quản lý của ông/bà"),
        rows=lambda person_id: WorkPlan.objects.filter(task_force__in=_teams_of(person_id)).order_by("starts_on", "id"),
        fields={"aim": _("Mục đích"), "starts_on": _("Từ ngày"), "ends_on": _("Đến trước ngày")},
        order=60,
    )


def _team_task() -> Part:
    return Part(
        model="community.WorkTask",
        title=_("Việc trong kế hoạch của Tổ quản lý của ông/bà"),
        rows=lambda person_id: WorkTask.objects.filter(plan__task_force__in=_teams_of(person_id)).order_by(
            "due_on", "id"
        ),
        fields={
            "what": _("Việc"),
            "kind": _("Loại"),
            "due_on": _("Hạn"),
            "state": _("Tình trạng"),
            "done_on": _("Ngày xong"),
            "result": _("Kết quả"),
            "reason": _("Lý do không làm"),
        },
        order=60,
    )


def _club_member() -> Part:
    return Part(
        model="community.ClubMember",
        title=_("Câu lạc bộ ông/bà tham gia"),
        rows=_rows(ClubMember, "valid_from"),
        fields={"club": _("Câu lạc bộ"), "valid_from": _("Từ ngày"), "valid_to": _("Đến trước ngày")},
        show={"club": lambda row: row.club.name},
        order=61,
    )


def _attendance() -> Part:
    return Part(
        model="community.Attendance",
        title=_("Buổi sinh hoạt ông/bà có mặt"),
        rows=_rows(Attendance, "meeting__held_on"),
        fields={"meeting": _("Buổi"), "present": _("Có mặt")},
        show={
            "meeting": lambda row: f"{row.meeting.club.name}, {row.meeting.held_on:%d/%m/%Y}",
            "present": lambda row: say("có"),
        },
        order=62,
    )


def _story() -> Part:
    return Part(
        model="community.Story",
        title=_("Câu chuyện kể về ông/bà"),
        rows=_rows(Story, "recorded_at"),
        fields={
            "title": _("Tên chuyện"),
            "shown_as": _("Gọi người trong chuyện là"),
            "body": _("Nội dung"),
            "state": _("Tình trạng"),
            "shown_at": _("Bắt đầu dùng"),
            "hidden_at": _("Thôi dùng"),
        },
        order=63,
    )


def _teams_of(person_id: UUID) -> QuerySet[TaskForce]:
    return TaskForce.objects.filter(person=person_id)


def _rows(model: Any, order: str) -> Any:
    return lambda person_id: model.objects.filter(person=person_id).order_by(order, "id")
