"""Invented papers that use every part of the layout once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hoanhap.foundation.documents import rules
from hoanhap.foundation.documents.paper import (
    Align,
    Column,
    Figure,
    Heading,
    Level,
    NumberFormat,
    Paper,
    Paragraph,
    Recipients,
    Row,
    Table,
)
from hoanhap.kernel.dates import PartialDate

RATE = Figure(value=Decimal("52.94"), display="52,94 %", format=NumberFormat.PERCENT)
PROSE = (
    "Đã có 10/10 xã, thị trấn thành lập Tổ công tác và ban hành Quy chế hoạt động. Trong 17 người tham gia có 09 người "
    "có biểu hiện tốt, không còn sử dụng (chiếm 52,94%), trong đó có 02 người đã có việc làm ổn định tại địa phương."
)


def table(rows: int = 0) -> Table:
    more = tuple(Row(cells=(str(at), f"Ấp số {at}", at, None, "")) for at in range(3, 3 + rows))
    return Table(
        caption="Kết quả hỗ trợ",
        label_column=1,
        columns=(
            Column(title="TT", width=1, align=Align.CENTER),
            Column(title="Chỉ tiêu", width=5),
            Column(title="Kỳ này", width=2, align=Align.RIGHT, group="Số người"),
            Column(title="Kỳ trước", width=2, align=Align.RIGHT, group="Số người"),
            Column(title="Ghi chú", width=3),
        ),
        rows=(
            Row(cells=("1", "Người đang được hỗ trợ", 1234, 15, ""), total=True),
            Row(cells=("1.1", "Tỷ lệ tiến bộ, không sử dụng", RATE, None, "=1+1"), indent=1),
            Row(cells=("2", "Số lượt gặp gỡ", Figure(value=9, display="09"), 8, "")),
            *more,
        ),
        notes=("Ghi chú: tính từ 15/05/2020 đến 14/06/2020.",),
    )


REPORT = Paper(
    issuer=rules.committee("xã Thường Lạc"),
    symbol=rules.symbol("BC", "UBND"),
    number=5,
    place="Thường Lạc",
    issued_on=date(2020, 6, 5),
    kind="Báo cáo",
    subject="Kết quả hỗ trợ người cai nghiện và người sau cai tháng 6 năm 2020",
    addressees=("Ủy ban nhân dân huyện Hồng Ngự",),
    legal_bases=("Căn cứ Nghị định số 94/2010/NĐ-CP;", "Căn cứ Kế hoạch số 104/KH-UBND ngày 11 tháng 5 năm 2020"),
    body=(
        Heading("Tình hình chung"),
        Paragraph(PROSE),
        Heading("Kết quả"),
        Heading("Quản lý, hỗ trợ:", Level.ARABIC),
        table(),
        Heading("Việc làm:", Level.ARABIC),
        Paragraph("Ủy ban nhân dân xã báo cáo để huyện tổng hợp."),
    ),
    recipients=Recipients(entries=("Như trên", "CT và các PCT/UBND xã"), drafted_by="VX"),
    signature=rules.signature(rules.Seat.COMMITTEE_VICE_CHAIR, "Nguyễn Văn Mẫu"),
)

LETTER = replace(
    REPORT,
    kind="",
    issuer=rules.division("Phòng Lao động - Thương binh và Xã hội", committee_of="huyện Hồng Ngự"),
    symbol=rules.symbol("", "LĐTBXH", unit="BTXH"),
    number=None,
    issued_on=PartialDate(2020, 6),
    subject="hướng dẫn công tác quản lý sau cai nghiện",
    body=(Paragraph(PROSE),),
    legal_bases=(),
    signature=rules.signature(rules.Seat.DIVISION_DEPUTY, "Trần Thị Mẫu"),
    scope="Lưu hành nội bộ",
    draft=True,
)
LONG = replace(REPORT, body=(*REPORT.body[:-3], table(rows=70), Paragraph(PROSE)))
