"""The commitment as an editable paper, who does what for one person, and one sheet for each who does something.

No instrument we have read gives these papers a form: the layout is our own and says so.
"""

from collections.abc import Sequence
from datetime import date

from django.utils import translation

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.documents import rules as decree30
from hoanhap.foundation.documents.paper import (
    Align,
    Block,
    Column,
    Paper,
    Paragraph,
    Recipients,
    Row,
    Signature,
    Table,
)
from hoanhap.foundation.documents.signers import leader_of
from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments import policy, queries, rules
from hoanhap.people.commitments.models import Commitment, FormKind
from hoanhap.people.commitments.queries import OpenedCharge
from hoanhap.people.persons import queries as persons

COMMITMENT = "commitments.commitment"
OWN_LAYOUT = "Mẫu do phần mềm trình bày; dùng khi cơ quan chưa có mẫu riêng"
_OPENING = {
    FormKind.PERSON: "Tôi là người được hỗ trợ nêu trên. Tôi cam kết:",
    FormKind.FAMILY: "Tôi thay mặt gia đình người được hỗ trợ nêu trên. Gia đình cam kết quản lý, giáo dục, giúp đỡ:",
    FormKind.GUARANTOR: "Tôi (chúng tôi) bảo lãnh cho người được hỗ trợ nêu trên, cam kết quản lý, giáo dục, giúp đỡ:",
}
_PROMISES = {
    FormKind.PERSON: (
        "thực hiện đúng kế hoạch đã thống nhất với người giúp đỡ",
        "gặp người giúp đỡ theo lịch hẹn; báo trước khi không đến được",
        "báo cho xã khi chuyển nơi ở hoặc khi cần hỗ trợ thêm",
    ),
    FormKind.FAMILY: (
        "động viên, chăm sóc, không kỳ thị người thân của mình",
        "tạo điều kiện để người thân học nghề, làm việc, chữa bệnh",
        "báo cho người giúp đỡ khi người thân cần hỗ trợ thêm",
    ),
    FormKind.GUARANTOR: (
        "thường xuyên gặp gỡ, động viên, giúp đỡ người được bảo lãnh",
        "phối hợp với Tổ công tác và gia đình",
        "báo cho xã khi không tiếp tục bảo lãnh được",
    ),
}


@translation.override("vi")  # a paper speaks Vietnamese, whatever the screen does
def commitment(row: Commitment, viewer: Viewer) -> Paper:
    """The commitment of one signer, with what he was given to do. The caller logs the look."""
    case = policy.get_case_for(viewer, row.case_id)
    name = queries.signer_of(row) or _name(case, viewer)
    own = [one for one in queries.charges(viewer, case) if one.living and _is_owner(one, row)]
    promises = [*_PROMISES[FormKind(row.form)], *(one.what for one in own)]
    last = rules.last_day(row.valid_to)
    body: list[Block] = [
        Paragraph(_about(case, viewer)),
        Paragraph(_OPENING[FormKind(row.form)]),
        *(Paragraph(f"{number}. {said}.") for number, said in enumerate(promises, start=1)),
        Paragraph(f"Cam kết có giá trị từ ngày {show(row.on)}" + (f" đến hết ngày {show(last)}." if last else ".")),
        Paragraph(OWN_LAYOUT, italic=True),
    ]
    return _paper(case, "Bản cam kết", _subject(row), body, Signature(title="Người cam kết", name=name), row.on)


@translation.override("vi")
def matrix(case: Case, viewer: Viewer) -> Paper:
    """Who does what for one person on this day. The caller has passed the gate and logs the look."""
    rows = [one for one in queries.charges(viewer, case) if one.living]
    missing = [one for one in rows if not one.owned]
    body: list[Block] = [Paragraph(_about(case, viewer)), _table(rows)]
    if missing:
        body.append(Paragraph("Việc chưa có người làm: " + "; ".join(one.what for one in missing), italic=True))
    body.append(Paragraph(OWN_LAYOUT, italic=True))
    return _paper(case, "Bảng phân công", "ai làm gì", body, leader_of(case.unit, viewer.on), viewer.on)


@translation.override("vi")
def sheet(case: Case, owner_key: str, viewer: Viewer) -> Paper:
    """One A4 page for one who does something: what, for whom, since when. Raises NotHere for nobody."""
    found = queries.charges(viewer, case)
    own = [one for one in found if one.living and one.owned and one.owner_key == owner_key]
    if not own:
        raise NotHere
    body: list[Block] = [
        Paragraph(f"Người thực hiện: {own[0].owner}."),
        Paragraph(_about(case, viewer)),
        *(Paragraph(f"{number}. {one.what}.") for number, one in enumerate(own, start=1)),
        Paragraph("Giữ kín thông tin về người được hỗ trợ; cần giúp thì báo Tổ công tác."),
    ]
    return _paper(case, "Phiếu việc", "giúp đỡ một người", body, leader_of(case.unit, viewer.on), viewer.on)


def _paper(case: Case, kind: str, subject: str, body: Sequence[Block], signature: Signature, on: date) -> Paper:
    unit = case.unit
    return Paper(
        kind=kind,
        issuer=decree30.committee(unit.full_name),
        symbol=decree30.symbol("CK" if kind == "Bản cam kết" else "PC", "UBND"),
        place=decree30.place_name(unit.title, unit.name),
        subject=subject,
        issued_on=on,
        body=body,
        signature=signature,
        recipients=Recipients(entries=("Như trên",)),
    )


def _subject(row: Commitment) -> str:
    return {
        FormKind.PERSON: "của người được hỗ trợ",
        FormKind.FAMILY: "quản lý, giáo dục, giúp đỡ của gia đình",
        FormKind.GUARANTOR: "bảo lãnh",
    }[FormKind(row.form)]


def _name(case: Case, viewer: Viewer) -> str:
    return persons.names_of([case.person], viewer)[case.person_id]


def _about(case: Case, viewer: Viewer) -> str:
    year = f", sinh năm {case.person.birth_year}" if case.person.birth_year else ""
    hamlet = f"{case.person.hamlet.heading}, " if case.person.hamlet else ""
    return f"Người được hỗ trợ: {_name(case, viewer)}{year}; {hamlet}{case.unit.full_name}. Hồ sơ số {case.code}."


def _is_owner(one: OpenedCharge, row: Commitment) -> bool:
    if row.family_id is not None:
        return one.charge.family_id == row.family_id
    return row.guarantor_id is not None and one.charge.guarantor_id == row.guarantor_id


def _table(rows: Sequence[OpenedCharge]) -> Table:
    return Table(
        columns=(
            Column(title="STT", width=0.5, align=Align.CENTER),
            Column(title="Việc", width=3),
            Column(title="Ai làm", width=3),
            Column(title="Từ ngày", width=1.2, align=Align.CENTER),
        ),
        rows=tuple(
            Row(cells=(number, one.what, one.owner if one.owned else "chưa có", show(one.charge.valid_from)))
            for number, one in enumerate(rows, start=1)
        ),
        label_column=1,
    )
