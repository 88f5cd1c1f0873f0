"""The plan as a paper for the person: his wish first, then strengths, goals and what was agreed (own layout)."""

from datetime import datetime

from django.db import transaction
from django.utils import translation

from hoanhap.foundation import audit
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.documents import docx_writer, signers
from hoanhap.foundation.documents import paper as sheet
from hoanhap.foundation.documents import rules as decree30
from hoanhap.foundation.documents.paper import Paper
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import Refused
from hoanhap.people.care.individual_plan import queries
from hoanhap.people.care.individual_plan.models import IndividualPlan
from hoanhap.people.care.individual_plan.queries import OpenedPlan, OpenedStep
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import queries as persons

WISH = "Mong muốn của tôi"


@transaction.atomic
@translation.override("vi")
def print_out(viewer: Viewer, case: Case, *, at: datetime, version: IndividualPlan | None = None) -> bytes:
    """The plan as an editable .docx; like every way out it is logged. The caller has passed the gate."""
    opened = queries.read(viewer, case, at=at, version=version)
    if opened.plan is None:
        raise Refused("Chưa có kế hoạch để in.", code="plan-none", way_out="Ghi kế hoạch trước.")
    audit.record(
        "plan.printed",
        by=viewer.actor,
        subject_kind="case",
        subject_id=case.pk,
        unit_path=case.unit_path,
        at=at,
        detail={"number": opened.plan.number},
    )
    name = persons.names_of([case.person], viewer)[case.person_id]
    return docx_writer.write(fill(opened, case, name=name, at=at))


def fill(opened: OpenedPlan, case: Case, *, name: str, at: datetime) -> Paper:
    """What stands on it. The person's own words come before anybody else's."""
    assert opened.plan is not None  # noqa: S101 - asked before
    unit, on = case.unit, clock.local_day(at)
    body: list[sheet.Block] = [sheet.Heading(WISH), *_words(opened.wish)]
    if opened.strengths:
        body += [sheet.Heading("Điểm mạnh của tôi"), *_words(opened.strengths)]
    body += [sheet.Heading("Mục tiêu của tôi"), *_words(opened.goals), sheet.Heading("Việc đã hẹn")]
    body += [_table(opened.steps)] if opened.steps else [sheet.Paragraph("Chưa hẹn việc nào.")]
    body.append(sheet.Paragraph("Người lập kế hoạch (ký): ……………………………", italic=True))
    return Paper(
        kind="Kế hoạch cá nhân",
        issuer=decree30.committee(unit.full_name),
        symbol="KHCN-UBND",
        place=decree30.place_name(unit.title, unit.name),
        subject=f"của {name}, lần {opened.plan.number}, ngày {show(opened.plan.agreed_on)}",
        signature=signers.leader_of(unit, on),
        issued_on=on,
        body=body,
        recipients=sheet.Recipients(entries=("Người lập kế hoạch (giao tận tay)",)),
        scope="CHỈ DÙNG NỘI BỘ",
    )


def _words(said: str) -> list[sheet.Block]:
    return [sheet.Paragraph(line) for line in said.splitlines() if line]


def _table(steps: tuple[OpenedStep, ...]) -> sheet.Table:
    columns = (
        sheet.Column(title="Việc", width=4),
        sheet.Column(title="Ai làm", width=1.8),
        sheet.Column(title="Trước ngày", width=1.4),
        sheet.Column(title="Kết quả", width=1.8),
    )
    rows = tuple(sheet.Row(cells=(one.what, _owner(one), show(one.step.due_on), _ended(one))) for one in steps)
    return sheet.Table(columns=columns, rows=rows)


def _owner(one: OpenedStep) -> str:
    return str(one.step.get_owner_display())


def _ended(one: OpenedStep) -> str:
    state = str(one.step.get_state_display())
    return f"{state}, {show(one.step.ended_on)}" if one.step.ended_on else state
