"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "hoanhap.people.community"
    label = "community"
    verbose_name = "Tổ công tác, cộng đồng"

    def ready(self) -> None:
        from hoanhap.foundation.notices import kinds
        from hoanhap.people.community import (
            duties,
            field_classes,
            loads,
            measures,
            papers,
            rights,
            row_lines,
            subjects,
        )

        _declare_codes()
        _grant()
        field_classes.declare()
        kinds.declare(duties.NO_TASK_FORCE)
        kinds.declare(duties.NO_REGULATION)
        kinds.declare(duties.PLAN_LATE)
        kinds.subject_kinds.add(duties.SUBJECT, subjects.COMMUNES)
        kinds.subject_kinds.add(duties.PLAN, subjects.PLANS)
        measures.declare()
        row_lines.declare()
        rights.declare()
        loads.declare()
        papers.declare()
        _declare_fates()


def _declare_codes() -> None:
    from hoanhap.foundation.audit import codes

    codes.declare(
        {
            "task_force.set_up": "Lập Tổ công tác",
            "task_force.regulated": "Ghi quy chế Tổ công tác",
            "task_force.dissolved": "Giải thể Tổ công tác",
            "task_force.member_added": "Thêm thành viên Tổ công tác",
            "task_force.member_ended": "Thôi thành viên Tổ công tác",
            "task_force.plan_made": "Lập kế hoạch công tác của Tổ",
            "task_force.plan_changed": "Sửa kế hoạch công tác của Tổ",
            "task_force.plan_read": "Xem kế hoạch công tác của Tổ quản lý một người",
            "task_force.task_added": "Thêm việc vào kế hoạch công tác",
            "task_force.task_changed": "Sửa việc trong kế hoạch công tác",
            "task_force.task_assigned": "Giao việc trong kế hoạch công tác",
            "task_force.task_begun": "Bắt đầu làm việc trong kế hoạch công tác",
            "task_force.task_done": "Ghi xong việc trong kế hoạch công tác",
            "task_force.task_dropped": "Thôi không làm việc trong kế hoạch công tác",
            "task_force.task_reopened": "Mở lại việc trong kế hoạch công tác",
            "club.opened": "Lập câu lạc bộ",
            "club.ended": "Kết thúc câu lạc bộ",
            "club.joined": "Vào câu lạc bộ",
            "club.left": "Rời câu lạc bộ",
            "club.met": "Ghi buổi sinh hoạt câu lạc bộ",
            "club.attended": "Có mặt ở buổi sinh hoạt câu lạc bộ",
            "club.viewed": "Xem người tham gia câu lạc bộ",
            "point.opened": "Mở điểm tư vấn",
            "point.changed": "Sửa thông tin điểm tư vấn",
            "point.closed": "Đóng điểm tư vấn",
            "point.staffed": "Phân công người ở điểm tư vấn",
            "point.staff_ended": "Thôi phân công người ở điểm tư vấn",
            "worker.entered": "Ghi người làm công tác",
            "worker.role_given": "Giao vai trò cho người làm công tác",
            "worker.role_ended": "Thôi vai trò của người làm công tác",
            "worker.ended": "Người làm công tác thôi tham gia",
            "training.planned": "Mở lớp tập huấn",
            "training.nominated": "Cử người đi tập huấn",
            "training.answered": "Trả lời việc cử người đi tập huấn",
            "training.held": "Ghi buổi tập huấn",
            "story.written": "Viết câu chuyện có sự đồng ý",
            "story.rewritten": "Sửa câu chuyện",
            "story.shown": "Đưa câu chuyện vào dùng",
            "story.hidden": "Thôi dùng câu chuyện",
            "story.read": "Đọc câu chuyện",
            "scheme.entered": "Ghi mô hình",
            "scheme.named": "Ghi tên khác của mô hình",
            "scheme.planned": "Ghi nơi làm mô hình",
            "scheme.standing": "Ghi tình trạng mô hình",
            "scheme.activity_logged": "Ghi hoạt động của mô hình",
            "scheme.activity_taken_back": "Bỏ hoạt động ghi nhầm của mô hình",
            "scheme.evaluated": "Ghi phiếu đánh giá mô hình",
            "scheme.approved": "Duyệt phiếu đánh giá mô hình",
            "scheme.decided": "Ghi quyết định về mô hình",
            "movement.added": "Ghi phong trào của đơn vị",
            "movement.spelled": "Ghi tên gọi khác của phong trào",
            "pledge.entered": "Ghi bản ký cam kết",
            "pledge.taken_back": "Bỏ bản ký cam kết ghi nhầm",
            "recognition.entered": "Ghi công nhận",
            "stigma.opened": "Mở khảo sát về sự kỳ thị",
            "stigma.sheet_added": "Nhập một phiếu khảo sát không tên",
            "stigma.closed": "Khép khảo sát về sự kỳ thị",
            "stigma.complaints_counted": "Ghi số phản ánh về kỳ thị trong năm",
        }
    )


_REGISTERS = (
    "Club",
    "Meeting",
    "Point",
    "PointStaff",
    "Worker",
    "RoleHeld",
    "TrainingCourse",
    "TrainingSession",
    "Trainee",
    "TrainingAttendance",
    "Scheme",
    "Site",
    "SiteActivity",
    "Evaluation",
    "SchemeDecision",
    "Movement",
    "MovementName",
    "PledgeSheet",
    "Recognition",
    "StigmaYear",
)


def _declare_fates() -> None:
    from hoanhap.foundation.places import fates
    from hoanhap.foundation.places.fates import Fate
    from hoanhap.people.community import carrying

    fates.declare("community.TaskForce", Fate.OWN, why="carrying.py")
    fates.unit_carriers.add("community.task_forces", carrying.end)
    for label in ("WorkPlan", "WorkTask"):
        fates.declare(
            f"community.{label}", Fate.STAYS, why="of a team that ends with its unit; the successor reads and ends it"
        )
    for label in _REGISTERS:
        fates.declare(
            f"community.{label}", Fate.STAYS, why="of the old unit; its successor reads, keeps and ends it there"
        )
    # Who came counts for the club that met; a story lies where its person lies.
    fates.declare("community.ClubMember", Fate.DATED, way="person")
    fates.declare("community.Attendance", Fate.DATED, way="person")
    fates.declare("community.Story", Fate.FOLLOWS, way="person")


def _grant() -> None:
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.foundation.access.roles import Role
    from hoanhap.people.community.policy import CommunityPermission as May

    permissions.declare(May)
    for role in (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER):
        roles.grant(
            role,
            May.READ_TASK_FORCE,
            May.KEEP_TASK_FORCE,
            May.READ_PERSON_TEAM,
            May.READ_AROUND,
            May.KEEP_CLUB,
            May.KEEP_POINT,
            May.KEEP_WORKER,
            May.KEEP_TRAINING,
            May.READ_STORY,
            May.KEEP_STORY,
            May.KEEP_SCHEME,
            May.KEEP_STIGMA,
        )
    # The police lead the team that stands by a person; who inspects looks whether there is one.
    roles.grant(Role.COMMUNE_POLICE, May.READ_PERSON_TEAM)
    roles.grant(Role.INSPECTOR, May.READ_PERSON_TEAM)
    # Whoever sits in a task force, steers it, pays for it or inspects it; a hamlet knows that of its commune.
    for role in map(Role, _READERS):
        roles.grant(role, May.READ_TASK_FORCE, May.READ_AROUND)
    roles.grant(Role.FRONT_HAMLET, May.READ_TASK_FORCE_ABOVE)
    # The Front trains cadres, runs schemes with the unions, tells stories people agreed to, asks what neighbours think.
    roles.grant(Role.FRONT_CADRE, May.KEEP_WORKER, May.KEEP_TRAINING, May.KEEP_SCHEME, May.READ_STORY, May.KEEP_STIGMA)
    for role in (Role.DISTRICT_MERGER, Role.PROVINCE_MERGER):
        roles.grant(role, May.KEEP_WORKER, May.KEEP_TRAINING, May.KEEP_SCHEME)
    for role in (Role.COMMUNE_LEADER, Role.DISTRICT_LEADER, Role.PROVINCE_LEADER):
        roles.grant(role, May.DECIDE_SCHEME)


_READERS = (
    "commune_police",
    "health_station",
    "front_cadre",
    "justice",
    "culture",
    "finance",
    "district_merger",
    "district_leader",
    "province_merger",
    "province_leader",
    "inspector",
)
