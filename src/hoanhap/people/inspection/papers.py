"""A sample and its findings as an editable paper: what, in which file, until when (own layout: no form was found)."""

from collections.abc import Sequence

from django.utils import translation

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.documents import rules as decree30
from hoanhap.foundation.documents.paper import (
    Align,
    Block,
    Column,
    Heading,
    Paper,
    Paragraph,
    Recipients,
    Row,
    Signature,
    Table,
)
from hoanhap.kernel import numbers
from hoanhap.kernel.dates import show
from hoanhap.kernel.text import upper_first
from hoanhap.people.inspection import policy, queries
from hoanhap.people.inspection.models import Sample
from hoanhap.people.inspection.queries import FileRow, OpenedFinding

FINDINGS = "inspection.findings"
OWN_LAYOUT = "Mẫu do phần mềm trình bày; dùng khi cơ quan chưa có mẫu riêng"


@translation.override("vi")  # a paper speaks Vietnamese, whatever the screen does
def findings(sample: Sample, viewer: Viewer) -> Paper:
    """How the sample was drawn, what each file lacked, what is to be mended until when. The caller logs the look."""
    files = queries.files_of(viewer, sample)
    found = queries.opened(viewer, list(policy.findings_for(viewer).filter(sample=sample)))
    unit = sample.unit
    body: list[Block] = [
        Heading("Cách rút mẫu"),
        Paragraph(_drawn(sample)),
        Heading("Hồ sơ đã kiểm tra"),
        Paragraph(_summary(files)),
        _files(files),
        Heading("Kiến nghị"),
        *([_findings(found)] if found else [Paragraph("Không có kiến nghị.")]),
        Paragraph(OWN_LAYOUT, italic=True),
    ]
    return Paper(
        kind="Biên bản",
        issuer=decree30.committee(unit.full_name),
        symbol=decree30.symbol("BB", "UBND"),
        place=decree30.place_name(unit.title, unit.name),
        subject=f"kiểm tra hồ sơ quản lý, hỗ trợ tại {unit.full_name}",
        issued_on=sample.on,
        body=body,
        signature=Signature(title="Người kiểm tra", name=sample.drawn_name),
        recipients=Recipients(entries=("Đơn vị được kiểm tra",)),
        draft=True,
    )


def _drawn(sample: Sample) -> str:
    kind = f"{upper_first(str(sample.get_kind_display()))}. " if sample.kind else ""
    return (
        f"{kind}Ngày {show(sample.on)}, rút ngẫu nhiên {numbers.paper_count(sample.size)} trong "
        f"{numbers.paper_count(sample.population)} hồ sơ đang mở. Mã rút: {sample.seed}; dấu của danh sách: "
        f"{sample.digest[:16]}. Rút lại bằng mã này trên cùng danh sách thì ra đúng các hồ sơ dưới đây."
    )


def _summary(files: Sequence[FileRow]) -> str:
    paper = sum(one.row.paper_only for one in files)
    whole = sum(not one.row.lacking for one in files)
    return (
        f"Trong {numbers.paper_count(len(files))} hồ sơ, {numbers.paper_count(whole)} đủ các mục, "
        f"{numbers.paper_count(paper)} chỉ có trên giấy (không Tổ công tác, không người giúp đỡ, chưa gặp, "
        f"chưa có quyết định)."
    )


def _files(files: Sequence[FileRow]) -> Table:
    return Table(
        columns=(
            Column(title="STT", width=0.5, align=Align.CENTER),
            Column(title="Hồ sơ", width=1.4),
            Column(title="Đơn vị", width=1.6),
            Column(title="Có / cần", width=0.8, align=Align.CENTER),
            Column(title="Còn thiếu", width=3),
        ),
        rows=tuple(
            Row(cells=(number, one.code, one.row.unit.full_name, f"{one.row.held}/{one.row.asked}", _lacking(one)))
            for number, one in enumerate(files, start=1)
        ),
        label_column=1,
    )


def _lacking(one: FileRow) -> str:
    said = "; ".join(str(words) for words in one.lacking) or "–"
    return f"chỉ có trên giấy: {said}" if one.row.paper_only else said


def _findings(found: Sequence[OpenedFinding]) -> Table:
    return Table(
        columns=(
            Column(title="Số", width=0.5, align=Align.CENTER),
            Column(title="Hồ sơ", width=1.4),
            Column(title="Cần khắc phục", width=3.4),
            Column(title="Hạn", width=1, align=Align.CENTER),
        ),
        rows=tuple(
            Row(
                cells=(
                    one.finding.number,
                    one.finding.case.code if one.finding.case else one.finding.unit.full_name,
                    one.words,
                    show(one.finding.due_on),
                )
            )
            for one in found
        ),
        label_column=1,
    )
