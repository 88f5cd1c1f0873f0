"""Papers of this room: the list of loans, the basis of allowances, a letter of thanks, a slip to legal aid.

The layout of the four is ours: no official form of them was found, and each says so.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.documents import docx_writer, pdf_writer, register, xlsx_writer
from hoanhap.foundation.documents import rules as decree30
from hoanhap.foundation.documents.paper import Align, Column, Paper, Paragraph, Recipients, Row, Table
from hoanhap.foundation.documents.signers import leader_of
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock, dates, numbers
from hoanhap.kernel.periods import Period
from hoanhap.law import aid
from hoanhap.people.persons import queries as persons
from hoanhap.people.reintegration import policy
from hoanhap.people.reintegration.models import LegalAidReferral, LoanEntry, LoanList, Partner
from hoanhap.people.reintegration.queries import diary, loans, registers
from hoanhap.people.reintegration.queries.diary import Basis
from hoanhap.people.reintegration.rules.loans import LoanFacts

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WRITERS: Mapping[str, Callable[[Any], bytes]] = {
    "docx": docx_writer.write,
    "pdf": pdf_writer.write,
    "xlsx": xlsx_writer.write,
}
OWN_LAYOUT = "Mẫu do phần mềm trình bày; chưa tìm thấy mẫu chính thức của văn bản này."
INTERNAL = "CHỈ DÙNG NỘI BỘ"


def declare() -> None:
    """Called once at start, from apps.ready()."""
    register.papers.add("reintegration.loan_list", loan_list_paper)
    register.papers.add("reintegration.legal_referral", legal_referral_paper)


def as_file(paper: Paper, kind: str) -> bytes:
    """The paper as docx, pdf or xlsx."""
    return _WRITERS[kind](paper)


# --- the list of loans --------------------------------------------------------------------------------------------


@transaction.atomic
def print_loan_list(loan_list: LoanList, kind: str, *, by: Viewer, at: datetime) -> bytes:
    """The list as a file; each name and number on it is logged as looked at. The caller has passed its gate."""
    paper = loan_list_paper(loan_list, by, at)
    entries = list(policy.entries_for(by, loan_list))
    subjects = [audit.Subject("person", entry.case.person_id, entry.unit_path) for entry in entries]
    audit.record_many("person.opened", by=by.actor, at=at, rows=subjects)
    audit.record(
        "loan_list.printed",
        by=by.actor,
        subject_kind="loan_list",
        subject_id=loan_list.pk,
        unit_path=loan_list.unit_path,
        at=at,
        detail={"kind": kind, "people": len(entries)},
    )
    return as_file(paper, kind)


@translation.override("vi")  # a paper speaks Vietnamese, whatever the screen does
def loan_list_paper(loan_list: LoanList, viewer: Viewer, at: datetime | None = None) -> Paper:
    """Who may borrow, as the police listed and the chair confirmed; a draft until he has."""
    unit, confirmed = loan_list.unit, loan_list.state == LoanList.State.CONFIRMED
    on = clock.local_day(at or clock.now())
    signed_on = clock.local_day(loan_list.decided_at) if loan_list.decided_at else None
    terms = aid.loan_terms_on(loan_list.made_on)
    entries = [entry for entry in policy.entries_for(viewer, loan_list) if not entry.struck]
    return Paper(
        kind="Danh sách",
        issuer=decree30.committee(unit.full_name),
        symbol="DS-UBND",
        place=decree30.place_name(unit.title, unit.name),
        subject="Người sau cai nghiện ma túy được xác nhận để vay vốn",
        signature=leader_of(unit, signed_on or on),
        issued_on=signed_on if confirmed else None,
        legal_bases=(f"Căn cứ {terms.title_vi};",) if terms else (),
        body=[
            Paragraph(_opening(loan_list, len(entries))),
            _loan_table(entries, loan_list.made_on),
            Paragraph(OWN_LAYOUT, italic=True),
        ],
        recipients=Recipients(entries=("Ngân hàng Chính sách xã hội", f"Công an {unit.full_name}")),
        scope=INTERNAL,
        draft=not confirmed,
        landscape=True,
    )


def _opening(loan_list: LoanList, count: int) -> str:
    said = (
        f"Công an cấp xã lập ngày {dates.show(loan_list.made_on)}, gồm {numbers.paper_count(count)} người"
        f"{', người gửi: ' + loan_list.sent_name if loan_list.sent_name else ''}."
    )
    if loan_list.decided_at and loan_list.state == LoanList.State.CONFIRMED:
        return f"{said} Xác nhận ngày {dates.show(clock.local_day(loan_list.decided_at))}: {loan_list.decided_name}."
    return f"{said} Chưa được xác nhận."


def _loan_table(entries: list[LoanEntry], made_on: date) -> Table:
    lines = zip(entries, loans.facts_of([(entry.case, entry) for entry in entries], made_on), strict=True)
    columns = (
        Column(title="STT", width=0.5, align=Align.CENTER),
        Column(title="Họ và tên", width=2.2),
        Column(title="Ngày, năm sinh", width=1.2),
        Column(title="Số CCCD", width=1.4),
        Column(title="Nơi ở", width=1.6),
        Column(title="Hoàn thành cai nghiện", width=1.2),
        Column(title="Vay để", width=1.4),
        Column(title="Số tiền (đồng)", width=1.2, align=Align.RIGHT),
        Column(title="Ghi chú", width=1.4),
    )
    return Table(
        columns=columns,
        rows=tuple(_loan_row(number, entry, known) for number, (entry, known) in enumerate(lines, start=1)),
        label_column=1,
    )


def _loan_row(number: int, entry: LoanEntry, facts: LoanFacts) -> Row:
    details = persons.details_of(entry.case.person)
    hamlet = entry.case.person.hamlet
    marks = [
        "công an xác nhận chấp hành tốt" if entry.law_abiding else "",
        "có giấy của cơ sở đào tạo" if entry.trade_paper else "",
    ]
    return Row(
        cells=(
            number,
            details.full_name,
            str(details.birth or ""),
            details.id_number,
            hamlet.heading if hamlet else "",
            dates.show(facts.completed_on) if facts.completed_on else "",
            str(entry.get_purpose_display()),
            entry.amount,
            "; ".join(mark for mark in marks if mark),
        )
    )


# --- the basis of helpers' allowances -----------------------------------------------------------------------------


@translation.override("vi")
def allowance_paper(unit: Place, period: Period, on: date) -> Paper:
    """The sessions of a month that count, by helper: who pays multiplies, the house does not. No person is named."""
    basis = diary.allowance_basis(unit, period)
    return Paper(
        kind="Bảng kê",
        issuer=decree30.committee(unit.full_name),
        symbol="BK-UBND",
        place=decree30.place_name(unit.title, unit.name),
        subject=f"Số buổi giúp đỡ người cai nghiện, sau cai nghiện từ {period.display.replace(' – ', ' đến ')}",
        signature=leader_of(unit, on),
        body=[
            _allowance_table(basis),
            Paragraph("Mỗi người một ngày tính một buổi; buổi thứ hai trong ngày và buổi đã gạch không tính."),
            *(Paragraph(words) for words in _rates(unit, period.last_day)),
            Paragraph("Không chi cho người hưởng lương từ ngân sách, theo quy định.", italic=True),
            Paragraph(OWN_LAYOUT, italic=True),
        ],
        draft=True,
    )


def _allowance_table(basis: list[Basis]) -> Table:
    columns = (
        Column(title="STT", width=0.5, align=Align.CENTER),
        Column(title="Người giúp đỡ", width=2.4),
        Column(title="Hội, đoàn thể", width=2),
        Column(title="Số người", align=Align.RIGHT),
        Column(title="Số buổi tính", align=Align.RIGHT),
        Column(title="Không tính", align=Align.RIGHT),
        Column(title="Giờ", align=Align.RIGHT),
    )
    rows = [
        Row(cells=(number, one.helper, one.organisation, one.people, one.sessions, one.not_counted, one.hours))
        for number, one in enumerate(basis, start=1)
    ]
    total = sum(one.sessions for one in basis)
    rows.append(Row(cells=("", "Cộng", "", None, total, sum(one.not_counted for one in basis), ""), total=True))
    return Table(columns=columns, rows=tuple(rows), label_column=1)


def _rates(unit: Place, on: date) -> list[str]:
    """The rates that hold, in words; none where none is known."""
    found = []
    for rate in aid.rates_on(on):
        dong = aid.in_dong(rate, on)
        if rate.code in ("helper_session", "helper_month", "helper_user") and dong is not None:
            found.append(f"{rate.label_vi}: {_BOUND[rate.bound]}{numbers.group(dong)} đồng ({rate.article}).")
    for row in registers.rates_at(unit.path, on):
        amount = f"{numbers.group(row.amount)} đồng" if row.amount is not None else f"{row.multiple} % lương cơ sở"
        found.append(f"{row.label}: {amount} ({row.document}).")
    return found


_BOUND = {"exactly": "", "at_least": "ít nhất ", "at_most": "nhiều nhất "}


# --- thanks -------------------------------------------------------------------------------------------------------


@translation.override("vi")
def thanks_paper(partner: Partner, viewer: Viewer, on: date) -> Paper:
    """A letter of thanks: what the partner did, in numbers; nobody who was helped is named."""
    unit, done = partner.unit, registers.history_of(partner, viewer)
    did = [
        f"giúp {numbers.paper_count(done.people)} người" if done.people else "",
        f"với {numbers.group(done.amount)} đồng" if done.amount else "",
        f"nhận {numbers.paper_count(done.jobs)} người vào làm" if done.jobs else "",
        f"dạy nghề cho {numbers.paper_count(done.enrolments)} người" if done.enrolments else "",
    ]
    what = ", ".join(part for part in did if part) or "đồng hành cùng địa phương"
    return Paper(
        kind="Thư cảm ơn",
        issuer=decree30.committee(unit.full_name),
        symbol="TCO-UBND",
        place=decree30.place_name(unit.title, unit.name),
        subject=partner.name,
        signature=leader_of(unit, on),
        issued_on=on,
        body=[
            Paragraph(f"Kính gửi {partner.name},"),
            Paragraph(
                f"Ủy ban nhân dân {unit.full_name} trân trọng cảm ơn {partner.name} đã {what}, "
                "để những người đang trở về với gia đình và việc làm có thêm chỗ dựa."
            ),
            Paragraph("Kính mong tiếp tục nhận được sự giúp đỡ."),
            Paragraph(OWN_LAYOUT, italic=True),
        ],
        draft=True,
    )


# --- a slip to an office of legal aid -----------------------------------------------------------------------------


@transaction.atomic
def print_legal_referral(row: LegalAidReferral, *, by: Viewer, at: datetime) -> bytes:
    """The slip as a Word file; the name on it is logged as looked at. The caller has passed its gate."""
    audit.record_many(
        "person.opened", by=by.actor, at=at, rows=[audit.Subject("person", row.case.person_id, row.unit_path)]
    )
    audit.record(
        "legal_aid.printed",
        by=by.actor,
        subject_kind="case",
        subject_id=row.case_id,
        unit_path=row.unit_path,
        at=at,
        detail={"legalaidreferral": str(row.pk)},
    )
    return as_file(legal_referral_paper(row, by), "docx")


@translation.override("vi")
def legal_referral_paper(row: LegalAidReferral, viewer: Viewer) -> Paper:
    """Who asks whom for help with what. It says neither that the bearer has a file nor why: he carries it himself."""
    unit, details, office = row.case.unit, persons.details_of(row.case.person), row.office
    hamlet = row.case.person.hamlet
    born = f", sinh {details.birth}" if details.birth else ""
    lives = f"{hamlet.full_name}, {unit.full_name}" if hamlet else unit.full_name
    return Paper(
        kind="Giấy giới thiệu",
        issuer=decree30.committee(unit.full_name),
        symbol="GGT-UBND",
        place=decree30.place_name(unit.title, unit.name),
        subject="đến nơi trợ giúp pháp lý",
        signature=leader_of(unit, row.referred_on),
        issued_on=row.referred_on,
        body=[
            Paragraph(f"Kính gửi: {office.name}"),
            Paragraph(f"Địa chỉ: {office.address or '……'}; điện thoại: {office.office_phone or '……'}."),
            Paragraph(f"Ủy ban nhân dân {unit.full_name} trân trọng giới thiệu:"),
            Paragraph(f"Ông/bà: {details.full_name}{born}; nơi ở: {lives}."),
            Paragraph(f"Cần được trợ giúp pháp lý về việc: {vault.reveal(row, 'matter')}."),
            Paragraph("Đề nghị quý cơ quan tiếp, tư vấn và hướng dẫn ông/bà có tên trên theo quy định."),
            Paragraph("Giấy này trao cho người được giới thiệu tự mang đi."),
            Paragraph(OWN_LAYOUT, italic=True),
        ],
        draft=True,
    )
