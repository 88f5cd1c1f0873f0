"""Papers of these registers: the decision that sets up a team, its plan of work, the roll and result of a course, and
the pledges of a year.

No official form of them was found for all regimes: the layout is ours, and each says so. They are drafts to edit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import translation

from hoanhap import law
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.documents import docx_writer, register
from hoanhap.foundation.documents import rules as decree30
from hoanhap.foundation.documents.paper import Align, Column, Heading, Paper, Paragraph, Recipients, Row, Table
from hoanhap.foundation.documents.signers import leader_of
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock, dates, numbers
from hoanhap.people.community import queries
from hoanhap.people.community.models import TaskForce, TaskForceMember
from hoanhap.people.community.plans import queries as plans
from hoanhap.people.community.plans.models import WorkPlan, WorkState
from hoanhap.people.community.pledges.models import SignerKind
from hoanhap.people.community.pledges.queries import YearOfPledges
from hoanhap.people.community.schemes import movements
from hoanhap.people.community.training import queries as training
from hoanhap.people.community.training.models import Trainee, TrainingCourse

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OWN_LAYOUT = "Mẫu do phần mềm trình bày; dùng khi cơ quan chưa có mẫu riêng."
TEAM, PLAN, COURSE, PLEDGES = "community.team", "community.plan", "community.course", "community.pledges"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledged:
    """What a unit pledged for a movement in a year."""

    unit: Place
    movement: str
    name: str
    year: int
    found: YearOfPledges


def declare() -> None:
    """Called once at start, from apps.ready()."""
    register.papers.add(TEAM, team_paper)
    register.papers.add(PLAN, plan_paper)
    register.papers.add(COURSE, course_paper)
    register.papers.add(PLEDGES, pledges_paper)


def as_file(paper: Paper) -> bytes:
    """The paper as a Word file, to be edited."""
    return docx_writer.write(paper)


@translation.override("vi")  # a paper speaks Vietnamese, whatever the screen does
def team_paper(force: TaskForce, viewer: Viewer) -> Paper:
    """The decision that sets up a team, with who sits in it today and for whom. The gate was the team's."""
    unit, on = force.unit, clock.today()
    name = force.name or str(force.get_kind_display())
    rule = queries.composition(force, on).rule
    members = list(queries.members(force, on))
    return Paper(
        kind="Quyết định",
        issuer=decree30.committee(unit.full_name),
        symbol="QĐ-UBND",
        place=decree30.place_name(unit.title, unit.name),
        subject=f"Thành lập {name} {unit.full_name}",
        signature=leader_of(unit, on),
        legal_bases=(f"Căn cứ {rule.article};",) if rule else (),
        body=[
            Paragraph(
                f"Điều 1. Thành lập {name} {unit.full_name}, gồm {numbers.paper_count(len(members))} thành viên, "
                f"hoạt động từ ngày {dates.show(force.valid_from)}:"
            ),
            _members(members),
            Paragraph("Điều 2. Tổ làm việc theo quy chế hoạt động; Tổ trưởng phân công nhiệm vụ cho từng thành viên."),
            Paragraph("Điều 3. Các cơ quan, đơn vị liên quan và các ông, bà có tên ở Điều 1 thi hành quyết định này."),
            Paragraph(OWN_LAYOUT, italic=True),
        ],
        recipients=Recipients(entries=("Như Điều 3",)),
        draft=True,
    )


@translation.override("vi")
def plan_paper(plan: WorkPlan, viewer: Viewer) -> Paper:
    """The plan of work of a team: its tasks, who does them, until when, what came of them. The gate was the team's."""
    force, unit = plan.task_force, plan.task_force.unit
    name = force.name or str(force.get_kind_display())
    shown = plans.board(viewer, plan, clock.now())
    asked = "Tổ trưởng phân công, đôn đốc; thành viên được giao việc báo kết quả cho Tổ trưởng khi xong việc."
    return Paper(
        kind="Kế hoạch",
        issuer=decree30.committee(unit.full_name),
        symbol="KH-UBND",
        place=decree30.place_name(unit.title, unit.name),
        subject=f"Công tác {plan.called} của {name} {unit.full_name}",
        signature=leader_of(unit, clock.today()),
        body=[
            Heading("Mục đích, yêu cầu"),
            *(Paragraph(line) for line in shown.aim.splitlines() if line.strip()),
            Heading("Nội dung, phân công thực hiện"),
            Paragraph(f"Thời gian: {plan.period.display}."),
            _tasks(shown.cards),
            Heading("Tổ chức thực hiện"),
            Paragraph(asked),
            Paragraph(OWN_LAYOUT, italic=True),
        ],
        recipients=Recipients(entries=("Thành viên Tổ",)),
        draft=True,
    )


@translation.override("vi")
def course_paper(course: TrainingCourse, viewer: Viewer) -> Paper:
    """Who was taken into a course, who came how often, how many of each category. The gate was the course's."""
    unit, report = course.unit, training.report(course)
    trainees = list(training.accepted(course))
    said = "; ".join(
        f"{category.label} {numbers.paper_count(number)}" for category, number in report.by_category.items()
    )
    return Paper(
        kind="Danh sách",
        issuer=decree30.committee(unit.full_name),
        symbol="DS-UBND",
        place=decree30.place_name(unit.title, unit.name),
        subject=f"Học viên lớp {course.title}",
        signature=leader_of(unit, clock.today()),
        body=[
            Paragraph(
                f"Khai giảng ngày {dates.show(course.starts_on)}; đã học {numbers.paper_count(report.sessions)} buổi, "
                f"{numbers.decimal(report.hours)} giờ; {numbers.paper_count(report.people)} người dự"
                f"{f' ({said})' if said else ''}."
            ),
            _trainees(trainees, training.sessions_attended(course)),
            Paragraph(OWN_LAYOUT, italic=True),
        ],
        recipients=Recipients(),
        draft=True,
    )


@translation.override("vi")
def pledges_paper(pledged: Pledged, viewer: Viewer) -> Paper:
    """Who pledged in a year, place by place, in numbers. The gate was the unit's."""
    unit, whole = pledged.unit, pledged.found.tally
    known = movements.parts_of(pledged.movement)
    parts = [f"{part.name} {numbers.group(whole.count(part=part.code))}" for part in known]
    said = f". Số cam kết: {'; '.join(parts)}" if parts else ""
    return Paper(
        kind="Bảng tổng hợp",
        issuer=decree30.committee(unit.full_name),
        symbol="BTH-UBND",
        place=decree30.place_name(unit.title, unit.name),
        subject=f"Ký cam kết “{pledged.name}” năm {pledged.year}",
        signature=leader_of(unit, clock.today()),
        body=[
            Paragraph(
                f"Tính đến ngày {dates.show(clock.today())}: {numbers.paper_count(whole.sheets)} bản ký, "
                f"{numbers.paper_count(whole.households)} hộ gia đình và {numbers.paper_count(whole.others)} nơi khác, "
                f"cá nhân đã ký{said}."
            ),
            _places(pledged.found),
            Paragraph(OWN_LAYOUT, italic=True),
        ],
        recipients=Recipients(),
        draft=True,
    )


def _places(found: YearOfPledges) -> Table:
    signers = [
        Column(title=str(kind.label).capitalize(), width=1.1, align=Align.CENTER, group="Số đã ký")
        for kind in SignerKind
    ]
    columns = (
        Column(title="STT", width=0.7, align=Align.CENTER),
        Column(title="Nơi ký", width=1.6),
        *signers,
        Column(title="Số bản ký", width=0.9, align=Align.CENTER),
    )
    rows = [
        Row(
            cells=(
                number,
                line.place.full_name,
                *(line.tally.count(signer=kind) for kind in SignerKind),
                line.tally.sheets,
            )
        )
        for number, line in enumerate(found.lines, start=1)
    ]
    whole = found.tally
    rows.append(
        Row(cells=("", "Tổng số", *(whole.count(signer=kind) for kind in SignerKind), whole.sheets), total=True)
    )
    return Table(columns=columns, rows=tuple(rows), label_column=1)


def _members(members: list[TaskForceMember]) -> Table:
    columns = (
        Column(title="STT", width=0.5, align=Align.CENTER),
        Column(title="Họ và tên", width=2),
        Column(title="Cơ quan, thành phần", width=2.4),
        Column(title="Vai trò", width=1.2),
    )
    labels = law.seat_labels()
    rows = tuple(
        Row(
            cells=(
                number,
                member.name,
                member.agency_name or labels.get(member.seat) or str(member.get_seat_display()),
                str(member.get_role_display()),
            )
        )
        for number, member in enumerate(members, start=1)
    )
    return Table(columns=columns, rows=rows, label_column=1)


def _tasks(cards: list[plans.Card]) -> Table:
    columns = (
        Column(title="TT", width=0.5, align=Align.CENTER),
        Column(title="Nội dung", width=2.4),
        Column(title="Người thực hiện", width=1.3),
        Column(title="Thời hạn", width=1.2, align=Align.CENTER),
        Column(title="Kết quả", width=1.7),
    )
    rows = tuple(
        Row(
            cells=(
                number,
                _what(card),
                _who(card),
                dates.show(card.task.due_on),
                _result(card),
            )
        )
        for number, card in enumerate(cards, start=1)
    )
    return Table(columns=columns, rows=rows, label_column=1)


def _what(card: plans.Card) -> str:
    where = f" ({card.task.hamlet.full_name})" if card.task.hamlet else ""
    return f"{card.what}{where}"


def _who(card: plans.Card) -> str:
    if card.task.member is not None:
        return card.task.member.name
    return "Chưa giao" if card.open else ""


def _result(card: plans.Card) -> str:
    """What came of it; an open task stays empty, to be filled in by hand."""
    if card.task.state == WorkState.DONE and card.task.done_on is not None:
        return f"Xong ngày {dates.show(card.task.done_on)}: {card.result}"
    return f"Thôi không làm: {card.reason}" if card.task.state == WorkState.DROPPED else ""


def _trainees(trainees: list[Trainee], sessions: Mapping[UUID, int]) -> Table:
    columns = (
        Column(title="STT", width=0.5, align=Align.CENTER),
        Column(title="Họ và tên", width=2),
        Column(title="Đơn vị", width=1.8),
        Column(title="Thành phần", width=1.6),
        Column(title="Số buổi dự", width=0.9, align=Align.CENTER),
        Column(title="Ký tên", width=1.2),
    )
    rows = tuple(
        Row(
            cells=(
                number,
                one.worker.name,
                one.unit.full_name,
                str(one.get_category_display()),
                sessions.get(one.pk, 0),
                "",
            )
        )
        for number, one in enumerate(trainees, start=1)
    )
    return Table(columns=columns, rows=rows, label_column=1)
