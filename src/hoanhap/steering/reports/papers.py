"""What fills the official paper of a report: the same figures as the screen, in words and tables (Decree 30/2020)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import translation

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.approvals.states import OPEN_STATES
from hoanhap.foundation.audit import heads
from hoanhap.foundation.documents import actions as documents
from hoanhap.foundation.documents import paper as sheet
from hoanhap.foundation.documents import register
from hoanhap.foundation.documents import rules as decree30
from hoanhap.foundation.documents.models import Document
from hoanhap.foundation.documents.paper import Paper
from hoanhap.foundation.documents.signers import leader_of as signature
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import dates, numbers, text
from hoanhap.steering.reports import policy, queries, withheld
from hoanhap.steering.reports.figures import Figure
from hoanhap.steering.reports.form import Show
from hoanhap.steering.reports.models import Report
from hoanhap.steering.reports.policy import ReportPermission
from hoanhap.steering.reports.queries import Filled, Line

PAPER = "reports.report"
KIND, SYMBOL = "BC", "BC-UBND"
# A figure below this tells of single persons to somebody who knows the place.
SMALL = 5
INTERNAL = "CHỈ DÙNG NỘI BỘ"


def paper_of(report: Report, viewer: Viewer) -> Paper:
    """The paper of a report: as registered when it has its number, otherwise as a draft."""
    document = document_of(report)
    return register.filled(document, report, viewer) if document else fill(report, viewer)


def document_of(report: Report) -> Document | None:
    found = Document.objects.filter(subject_kind="report", subject_id=str(report.pk))
    return found.order_by("-drafted_at", "-id").first()


@transaction.atomic
def issue(report: Report, *, issued_on: date, by: Viewer, at: datetime, given: int | None = None) -> Document:
    """Enter the paper in the register with its number and day (vào sổ, lấy số)."""
    policy.require_own(by, ReportPermission.SUBMIT, report.unit_path)
    document = document_of(report) or documents.draft(
        unit=report.unit,
        kind=KIND,
        symbol=SYMBOL,
        subject=_subject(queries.filled(report)),
        signature=signature(report.unit, issued_on),
        subject_kind="report",
        subject_id=report.pk,
        by=by.actor,
        at=at,
        paper=PAPER,
        scope=_scope(queries.filled(report)),
    )
    return documents.number(document=document, issued_on=issued_on, by=by.actor, at=at, given=given)


@translation.override("vi")  # a paper speaks Vietnamese, whatever the screen does
def fill(report: Report, viewer: Viewer) -> Paper:
    """What stands on the paper: issuer, subject, bases, words, tables, recipients, signature."""
    policy.require_own(viewer, ReportPermission.READ, report.unit_path)
    content = withheld.shown(report, viewer)
    unit = report.unit
    return Paper(
        kind=decree30.kind_name(KIND),
        issuer=decree30.committee(unit.full_name),
        symbol=SYMBOL,
        place=decree30.place_name(unit.title, unit.name),
        subject=_subject(content),
        signature=signature(unit, report.period.last_day),
        legal_bases=content.form.bases_on(report.period.last_day),
        body=_body(content, queries.words_of(report, viewer)),
        recipients=_recipients(unit),
        scope=_scope(content),
        draft=True,
        log_head=log_head(report),
    )


def log_head(report: Report) -> sheet.LogHead | None:
    """The head of the log when the report was sent; none while it is open, or was taken or sent back."""
    found = None if report.run.state in OPEN_STATES else heads.printed_for("report", report.pk)
    if found is None:
        return None
    chain_digest = bytes(found.chain_digest)
    return sheet.LogHead(
        position=found.position,
        words=heads.spoken(chain_digest),
        qr=heads.qr_text(found.site_id, found.position, chain_digest),
    )


def _subject(content: Filled) -> str:
    # The period stays on one line of the heading.
    label = content.form.period_label(content.report.period).replace(" ", "\u00a0")
    subject = f"{content.form.title} {label}"
    if content.report.amendment:
        subject += f" (bản đính chính số {numbers.paper_count(content.report.amendment)})"
    return subject


def _scope(content: Filled) -> str:
    small = (0 < one.figure.numerator < SMALL for one in content.lines.values() if one.figure.cell.show is Show.COUNT)
    return INTERNAL if any(small) else ""


def _body(content: Filled, words: Mapping[str, str]) -> list[sheet.Block]:
    report = content.report
    body: list[sheet.Block] = [sheet.Heading("Kết quả"), sheet.Paragraph(_opening(content))]
    if words["amendment_reason"]:
        body.insert(0, sheet.Paragraph(f"Lý do đính chính: {words['amendment_reason']}"))
    for block, lines in content.blocks:
        body += [sheet.Heading(block.title, sheet.Level.ARABIC), _table(lines)]
    if report.merged and not content.restricted:
        body += [sheet.Heading("Số liệu theo đơn vị", sheet.Level.ARABIC), _by_unit(content)]
    body += _remarks("Nhận xét, khó khăn", words["results"])
    body += _remarks("Kiến nghị", words["proposals"])
    return body


def _opening(content: Filled) -> str:
    """The sentence every leader looks for, from the same figures as the tables."""
    figure = {code: line.figure for code, line in content.lines.items()}
    last = dates.show(content.report.period.last_day)
    sentence = (
        f"Tính đến ngày {last}, {content.report.unit.full_name} có {_words(figure['stock.total'])} người có hồ sơ "
        f"được quản lý, hỗ trợ; {figure['coverage.task_force'].display} xã có Tổ công tác và quy chế hoạt động."
    )
    if figure["cohort.managed"].numerator:
        sentence += (
            f" Trong {_words(figure['cohort.managed'])} người của nhóm được theo dõi có "
            f"{_words(figure['cohort.progress'])} người tiến bộ, không sử dụng "
            f"(chiếm {figure['cohort.progress_rate'].display}), trong đó {_words(figure['cohort.working'])} người "
            f"có việc làm ổn định."
        )
    return sentence


def _words(figure: Figure) -> str:
    return figure.display if figure.withheld else numbers.paper_count(figure.numerator)


def _table(lines: tuple[Line, ...]) -> sheet.Table:
    columns = (
        sheet.Column(title="Chỉ tiêu", width=6),
        sheet.Column(title="Kỳ này", width=1.6, align=sheet.Align.RIGHT),
        sheet.Column(title="Kỳ trước", width=1.6, align=sheet.Align.RIGHT),
    )
    rows = tuple(
        sheet.Row(
            cells=(line.figure.cell.label, _cell(line.figure), _cell(line.before) if line.before else numbers.NOTHING),
            indent=line.figure.cell.indent,
        )
        for line in lines
    )
    return sheet.Table(columns=columns, rows=rows)


def _cell(figure: Figure) -> sheet.Figure:
    percent = figure.cell.show is Show.PERCENT
    value = None if figure.cell.show is Show.SHARE else figure.value
    kind = sheet.NumberFormat.PERCENT if percent else sheet.NumberFormat.WHOLE
    return sheet.Figure(value=value, display=figure.display, format=kind)


def _by_unit(content: Filled) -> sheet.Table:
    """One row a unit for the lines the board shows."""
    shown = [content.form.cell(code) for code in content.form.board]
    columns = (
        sheet.Column(title="Đơn vị", width=5),
        *(sheet.Column(title=cell.label, width=2, align=sheet.Align.RIGHT) for cell in shown),
    )
    by_cell = {cell.code: dict(_by_name(content.report, cell.code)) for cell in shown}
    names = sorted({name for rows in by_cell.values() for name in rows}, key=lambda one: text.fold(one[0]))
    rows = [
        sheet.Row(cells=(name, *(by_cell[cell.code].get((name, unit_id), 0) for cell in shown)))
        for name, unit_id in names
    ]
    totals = tuple(content.lines[cell.code].figure.numerator for cell in shown)
    return sheet.Table(columns=columns, rows=(*rows, sheet.Row(cells=("Cộng", *totals), total=True)))


def _by_name(report: Report, code: str) -> list[tuple[tuple[str, int], int]]:
    parts = queries.cell_by_part(report, code)
    return [((part.unit.heading, part.unit_id), number) for part, number in parts]


def _remarks(title: str, written: str) -> list[sheet.Block]:
    if not written.strip():
        return []
    return [sheet.Heading(title), *(sheet.Paragraph(line.strip()) for line in written.splitlines() if line.strip())]


def _recipients(unit: Place) -> sheet.Recipients:
    above = (f"UBND {unit.parent.full_name} (để báo cáo)",) if unit.parent else ()
    return sheet.Recipients(entries=(*above, f"Chủ tịch, các Phó Chủ tịch UBND {unit.full_name}"), drafted_by="VX")
