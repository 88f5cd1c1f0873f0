"""Two papers: the copy a person takes home, and the notice of a breach to the authority (Decree 30/2020 layout)."""

from collections import Counter
from datetime import date, datetime

from django.db import transaction
from django.utils import translation

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.documents import actions as documents
from hoanhap.foundation.documents import paper as sheet
from hoanhap.foundation.documents import register, signers
from hoanhap.foundation.documents import rules as decree30
from hoanhap.foundation.documents.models import Document
from hoanhap.foundation.documents.paper import Paper
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy import duties, policy, queries
from hoanhap.foundation.privacy.actions import breaches
from hoanhap.foundation.privacy.copies import Copy, Section
from hoanhap.foundation.privacy.models import Breach
from hoanhap.foundation.privacy.parts import Room
from hoanhap.kernel import clock, numbers
from hoanhap.kernel.dates import show

BREACH_NOTICE = "privacy.breach_notice"
_CLASSES = {
    "identity": "nhân thân, liên hệ",
    "social": "hỗ trợ xã hội",
    "health": "sức khỏe",
    "police": "phần do công an quản lý",
}
_ROOMS = {Room.MAIN: "", Room.HEALTH: " (phần sức khỏe)", Room.POLICE: " (phần của công an)"}


@translation.override("vi")
def of_copy(copy: Copy, unit: Place) -> Paper:
    """The copy as a paper to read at home: what is kept, then who looked, then what is not in it and why."""
    body: list[sheet.Block] = [sheet.Paragraph(_opening(copy)), sheet.Heading("Dữ liệu đang được giữ")]
    for section in copy.sections:
        body += _section(section)
    body += _looks(copy)
    if copy.left_out:
        body += [sheet.Heading("Phần không có trong bản này"), *(sheet.Paragraph(reason) for reason in copy.left_out)]
    body += [sheet.Heading("Quyền của ông/bà"), sheet.Paragraph(_RIGHTS)]
    on = clock.local_day(copy.made_at)
    return Paper(
        kind="Bản sao dữ liệu cá nhân",
        issuer=decree30.committee(unit.full_name),
        symbol="BSDL-UBND",
        place=decree30.place_name(unit.title, unit.name),
        subject=f"của ông/bà {copy.name}{_ROOMS[copy.room]}",
        signature=signers.leader_of(unit, on),
        issued_on=on,
        body=body,
        recipients=sheet.Recipients(entries=("Người có dữ liệu (giao tận tay)",)),
    )


_RIGHTS = (
    "Ông/bà có quyền xem, yêu cầu sửa chỗ chưa đúng, phản đối, rút lại đồng ý, yêu cầu xóa và khiếu nại, tại nơi cấp "
    "bản này, không mất tiền. Cơ quan xác nhận trong 2 ngày làm việc và trả lời trong 10, 15 hoặc 20 ngày tùy loại yêu "
    "cầu (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 Điều 4; Nghị định 356/2025/NĐ-CP Điều 5)."
)


def _opening(copy: Copy) -> str:
    moment = copy.made_at.astimezone(clock.VN)
    return (
        f"Theo yêu cầu của ông/bà {copy.name}, {copy.unit} cung cấp toàn bộ dữ liệu đang giữ về ông/bà đến "
        f"{moment:%H:%M} ngày {show(moment.date())}. Tên, số điện thoại của người khác đã được che."
    )


def _section(section: Section) -> list[sheet.Block]:
    blocks: list[sheet.Block] = [sheet.Heading(section.title, sheet.Level.ARABIC)]
    columns = (sheet.Column(title="Mục", width=2.2), sheet.Column(title="Nội dung", width=4.8))
    many = len(section.rows) > 1
    for number, row in enumerate(section.rows, start=1):
        cells = tuple(sheet.Row(cells=(line.label, line.value)) for line in row)
        caption = f"{section.title} ({number})" if many else ""
        blocks.append(sheet.Table(columns=columns, rows=cells, caption=caption))
    return blocks


def _looks(copy: Copy) -> list[sheet.Block]:
    """By day, office, act and purpose, with how often: a list opened ten times a day is one line."""
    blocks: list[sheet.Block] = [sheet.Heading("Ai đã xem, đã ghi, và để làm gì")]
    counted = Counter((clock.local_day(one.at), one.title, one.act, one.purpose) for one in copy.looks)
    if not counted:
        return [*blocks, sheet.Paragraph("Chưa có ai xem.")]
    columns = (
        sheet.Column(title="Ngày", width=1.3),
        sheet.Column(title="Chức danh", width=2),
        sheet.Column(title="Việc", width=2.2),
        sheet.Column(title="Mục đích", width=2),
        sheet.Column(title="Số lần", width=0.8, align=sheet.Align.RIGHT),
    )
    rows = tuple(
        sheet.Row(cells=(show(day), title, act, purpose, numbers.group(times)))
        for (day, title, act, purpose), times in sorted(counted.items(), key=lambda item: item[0])
    )
    return [*blocks, sheet.Table(columns=columns, rows=rows)]


# -- the notice of a breach ------------------------------------------------------------------------------------


def document_of(breach: Breach) -> Document | None:
    """The paper of a breach, if one was drafted."""
    found = Document.objects.filter(subject_kind=duties.BREACH, subject_id=str(breach.pk), paper=BREACH_NOTICE)
    return found.order_by("-drafted_at", "-id").first()


def notice_of(breach: Breach, viewer: Viewer) -> Paper:
    """The paper as registered when it has its number, otherwise as a draft."""
    document = document_of(breach)
    return register.filled(document, breach, viewer) if document else fill(breach, viewer)


@transaction.atomic
def issue(breach: Breach, *, issued_on: date, by: Viewer, at: datetime, given: int | None = None) -> Document:
    """Enter the notice in the register of papers with its number (vào sổ, lấy số). Raises Refused, NotHere."""
    by.require(policy.PrivacyPermission.HANDLE_BREACH, breach.unit_path)
    document = document_of(breach) or documents.draft(
        unit=breach.unit,
        kind="TB",
        symbol=decree30.symbol("TB", "UBND"),
        subject=_subject(breach),
        signature=signers.leader_of(breach.unit, issued_on),
        subject_kind=duties.BREACH,
        subject_id=breach.pk,
        by=by.actor,
        at=at,
        paper=BREACH_NOTICE,
        scope="CHỈ DÙNG NỘI BỘ",
    )
    return documents.number(document=document, issued_on=issued_on, by=by.actor, at=at, given=given)


@translation.override("vi")
def fill(breach: Breach, viewer: Viewer) -> Paper:
    """What the authority must be told (Decree 356/2025 Form 08): what, when, whose, what was done, who answers."""
    viewer.require(policy.PrivacyPermission.HANDLE_BREACH, breach.unit_path)
    unit = breach.unit
    return Paper(
        kind=decree30.kind_name("TB"),
        issuer=decree30.committee(unit.full_name),
        symbol=decree30.symbol("TB", "UBND"),
        place=decree30.place_name(unit.title, unit.name),
        subject=_subject(breach),
        signature=signers.leader_of(unit, clock.local_day(breach.reported_at)),
        legal_bases=(
            "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15",
            "Nghị định số 356/2025/NĐ-CP của Chính phủ",
        ),
        addressees=("Cơ quan chuyên trách bảo vệ dữ liệu cá nhân, Bộ Công an",),
        body=_breach_body(breach),
        recipients=sheet.Recipients(entries=("Như trên",)),
        scope="CHỈ DÙNG NỘI BỘ",
        draft=True,
    )


def _subject(breach: Breach) -> str:
    return f"về sự cố dữ liệu cá nhân số {breach.code}"


def _breach_body(breach: Breach) -> list[sheet.Block]:
    classes = ", ".join(words for name, words in _CLASSES.items() if getattr(breach, name)) or "chưa xác định"
    count = "chưa xác định" if breach.person_count is None else numbers.group(breach.person_count)
    steps = queries.steps_of(breach)
    done = [sheet.Paragraph(f"{_moment(taken)}: {said}") for taken, said in steps]
    told = [
        sheet.Paragraph(f"{asked.label}: hạn {_moment(due)}; căn cứ {asked.article}.")
        for asked, due in breaches.asked_of(breach)
    ]
    return [
        sheet.Heading("Sự cố"),
        sheet.Paragraph(f"Loại: {breach.get_kind_display()}. Biết lúc {_moment(breach.known_at)}."),
        sheet.Paragraph(vault.reveal(breach, "what")),
        sheet.Heading("Dữ liệu và số người bị ảnh hưởng"),
        sheet.Paragraph(f"Loại dữ liệu: {classes}. Số người: {count}."),
        sheet.Heading("Việc đã làm"),
        *(done or [sheet.Paragraph("Đang thực hiện, sẽ báo bổ sung.")]),
        sheet.Heading("Thời hạn báo"),
        *told,
    ]


def _moment(value: datetime) -> str:
    local = value.astimezone(clock.VN)
    return f"{local:%H:%M} ngày {show(local.date())}"


def log_file(breach: Breach, kind: str, *, by: audit.Actor, at: datetime) -> None:
    """The notice was drawn as a file."""
    audit.record(
        "privacy.breach_paper",
        by=by,
        subject_kind=duties.BREACH,
        subject_id=breach.pk,
        unit_path=breach.unit_path,
        at=at,
        detail={"file": kind},
    )
