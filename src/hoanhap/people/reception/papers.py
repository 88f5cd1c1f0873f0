"""The minutes of a hand-over (biên bản bàn giao): one commune's people of one batch, two signatures.

No instrument we have read gives these minutes a form: the layout is our own and says so.
"""

from collections.abc import Sequence
from datetime import date

from django.utils import translation

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.documents import rules as decree30
from hoanhap.foundation.documents.paper import Align, Block, Column, Paper, Paragraph, Recipients, Row, Signature, Table
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import NotHere
from hoanhap.kernel.numbers import paper_count
from hoanhap.people.commitments.papers import OWN_LAYOUT
from hoanhap.people.reception import policy
from hoanhap.people.reception.models import ReturnBatch, Returnee
from hoanhap.people.reception.returning_models import SHOWN, Origin

KIND = "BB"


def minutes_of_batch(batch: ReturnBatch, unit: Place, viewer: Viewer) -> Paper:
    """For the centre: what it gives to one commune. The caller has passed the gate of the batch and logs the look."""
    rows = policy.rows_of_centre(viewer).filter(batch=batch, unit=unit)
    return _minutes(batch, unit, list(rows.select_related("case").order_by("row_no", "id")))


def minutes_of_commune(row: Returnee, viewer: Viewer) -> Paper:
    """For the commune: what it takes in the batch of this row. The caller has passed its gate and logs the look."""
    if row.batch is None:
        raise NotHere
    rows = policy.expected_for(viewer).filter(batch=row.batch, unit=row.unit_id, state__in=SHOWN)
    return _minutes(row.batch, row.unit, list(rows.select_related("case").order_by("row_no", "id")))


@translation.override("vi")  # a paper speaks Vietnamese, whatever the screen does
def _minutes(batch: ReturnBatch, unit: Place, rows: Sequence[Returnee]) -> Paper:
    names = vault.reveal_many(rows, "full_name")
    on: date = batch.on
    body: list[Block] = [
        Paragraph(f"Bên giao: {batch.agency.name}."),
        Paragraph(f"Bên nhận: {unit.full_name}."),
        Paragraph(
            f"Ngày {show(on)}, hai bên bàn giao {paper_count(len(rows))} người hoàn thành chương trình cai nghiện về "
            f"{unit.full_name}{_where(batch)}, gồm:"
        ),
        _table(rows, {pk: said["full_name"] for pk, said in names.items()}),
        Paragraph("Hồ sơ sức khỏe do cơ sở gửi riêng đến trạm y tế, không ghi trong biên bản này."),
        Paragraph("Biên bản lập thành hai bản, mỗi bên giữ một bản. Đại diện hai bên ký, ghi rõ họ tên."),
        Paragraph("BÊN GIAO: ……………………………………  BÊN NHẬN: ……………………………………"),
        Paragraph(OWN_LAYOUT, italic=True),
    ]
    return Paper(
        kind=decree30.kind_name(KIND),
        issuer=decree30.committee(unit.full_name),
        symbol=decree30.symbol(KIND, "UBND"),
        place=decree30.place_name(unit.title, unit.name),
        subject="bàn giao, tiếp nhận người trở về nơi cư trú",
        issued_on=on,
        body=body,
        signature=Signature(title="Bên nhận", name=_one(rows, "receiver_name")),
        recipients=Recipients(entries=(batch.agency.name, unit.full_name)),
        landscape=False,
    )


def _where(batch: ReturnBatch) -> str:
    return f", tại {batch.meeting_place}" if batch.meeting_place else ""


def _one(rows: Sequence[Returnee], field: str) -> str:
    """The name all rows agree on; else a line to write on."""
    names = {getattr(row, field) for row in rows}
    return names.pop() if len(names) == 1 else ""


def _table(rows: Sequence[Returnee], names: dict[object, str]) -> Table:
    return Table(
        columns=(
            Column(title="STT", width=0.5, align=Align.CENTER),
            Column(title="Họ và tên", width=2.4),
            Column(title="Năm sinh", width=0.8, align=Align.CENTER),
            Column(title="Trở về từ", width=2.2),
            Column(title="Giấy chứng nhận", width=1.4),
            Column(title="Đủ điều kiện", width=0.9, align=Align.CENTER),
        ),
        rows=tuple(
            Row(
                cells=(
                    number,
                    names[row.pk],
                    str(row.birth_year or ""),
                    str(Origin(row.origin).label),
                    row.certificate_number,
                    "x" if row.fit else "",
                )
            )
            for number, row in enumerate(rows, start=1)
        ),
        label_column=1,
    )
