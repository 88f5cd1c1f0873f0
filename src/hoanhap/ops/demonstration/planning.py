"""What the Tổ công tác of the pilot meant to do in May and June, who was given what, and how far it is."""

from datetime import date

from hoanhap.kernel import clock
from hoanhap.ops.demonstration.scene import Scene
from hoanhap.people.community.models import TaskForce, TaskForceMember
from hoanhap.people.community.plans import actions, tasks
from hoanhap.people.community.plans.actions import PlanDetails, TaskDetails
from hoanhap.people.community.plans.models import Span, WorkKind, WorkPlan, WorkTask


def in_may(scene: Scene) -> None:
    """A short plan, all of it done."""
    on = date(2020, 5, 4)
    plan = _plan(scene, on, "Nắm lại tình hình từng ấp sau thời gian giãn cách.", "27/KH-TCT")
    visits = _task(scene, plan, on, "Thăm các gia đình ở ấp 1, ấp 2", WorkKind.VISIT, date(2020, 5, 15), "Lê Thị Hạnh")
    done_on = date(2020, 5, 14)
    tasks.finish(
        visits,
        on=done_on,
        result="Đã thăm đủ các gia đình; hai nơi cần giới thiệu việc làm.",
        version=visits.version,
        by=scene.officer(done_on),
        at=clock.at(done_on, 16),
    )


def in_june(scene: Scene) -> None:
    """The board as it stands on the morning of the demonstration: one task is late, one is nobody's yet."""
    on = date(2020, 6, 1)
    aim = "Mỗi gia đình được thăm ít nhất một lần trong tháng. Không ai bị bỏ quên; việc trễ được giao lại ngay."
    plan = _plan(scene, on, aim, "31/KH-TCT")
    met = _task(scene, plan, on, "Họp Tổ đầu tháng, phân công", WorkKind.MEETING, date(2020, 6, 3), "Trần Thị Mai")
    _task(scene, plan, on, "Thăm, động viên các gia đình ở ấp 1", WorkKind.VISIT, date(2020, 6, 12), "Lê Thị Hạnh")
    talk = "Tư vấn học nghề, giới thiệu việc làm tại điểm tư vấn"
    advice = _task(scene, plan, on, talk, WorkKind.COUNSEL, date(2020, 6, 19), "Phạm Thị Kim Loan")
    _task(scene, plan, on, "Nói chuyện phòng ngừa ma túy tại nhà văn hóa ấp 2", WorkKind.SPREAD, date(2020, 6, 26), "")
    rest = "Kiểm tra tình hình cư trú ở khu nhà trọ"
    _task(scene, plan, on, rest, WorkKind.RESIDENCE, date(2020, 6, 30), "Nguyễn Văn Út")
    games = _task(scene, plan, on, "Giao lưu bóng chuyền giữa các ấp", WorkKind.OTHER, date(2020, 6, 14), "")
    said = "Đủ thành viên; thống nhất lịch thăm từng ấp."
    tasks.finish(met, on=date(2020, 6, 1), result=said, version=met.version, by=scene.officer(on), at=clock.at(on, 11))
    later = date(2020, 6, 8)
    by, at = scene.officer(later), clock.at(later, 10)
    tasks.begin(advice, version=advice.version, by=by, at=at)
    tasks.drop(games, reason="Sân đang sửa, dời sang tháng 7.", version=games.version, by=by, at=at)


def _plan(scene: Scene, on: date, aim: str, number: str) -> WorkPlan:
    force = TaskForce.objects.get(unit=scene.commune, person=None)
    details = PlanDetails(span=Span.MONTH, starts_on=on, aim=aim, document_number=number, document_on=on)
    return actions.make_plan(force, details=details, by=scene.officer(on), at=clock.at(on, 8))


def _task(scene: Scene, plan: WorkPlan, on: date, what: str, kind: WorkKind, due_on: date, name: str) -> WorkTask:
    """A task, given to the member of this name; to nobody without one."""
    member = TaskForceMember.objects.get(task_force=plan.task_force, name=name) if name else None
    details = TaskDetails(what=what, kind=kind, due_on=due_on, member=member)
    return actions.add_task(plan, details=details, by=scene.officer(on), at=clock.at(on, 9))
