"""The commune's letter that asks a health facility to determine addiction: an editable .docx from the case (đề nghị).

The body of the official form was not read in any regime: the paper is drawn in our own layout and says so in its foot.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import translation

from hoanhap import law
from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.documents import docx_writer, signers
from hoanhap.foundation.documents import paper as sheet
from hoanhap.foundation.documents import rules as decree30
from hoanhap.foundation.documents.paper import Paper
from hoanhap.kernel import clock
from hoanhap.kernel.dates import PartialDate
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import queries as persons

FORM = {"R2021": "NĐ109-02"}
"""The number of the official form by regime, where the instruments at hand name one."""


@transaction.atomic
@translation.override("vi")
def print_request(viewer: Viewer, case: Case, *, at: datetime) -> bytes:
    """The letter, to be completed and signed; like every way out it is logged. The caller has passed the gate."""
    audit.record(
        "case.determination_asked",
        by=viewer.actor,
        subject_kind="case",
        subject_id=case.pk,
        unit_path=case.unit_path,
        at=at,
    )
    name = persons.names_of([case.person], viewer)[case.person_id]
    return docx_writer.write(fill(case, name=name, born=_born(case), on=clock.local_day(at)))


def fill(case: Case, *, name: str, born: str, on: date) -> Paper:
    """What stands on it: who, by which article, what is asked for. Nothing of what the file says of the person."""
    regime, unit = law.regime_on(on), case.unit
    rules = regime.determination
    asked = [
        f"Người được đề nghị xác định: {name}; sinh: {born or '……………'}.",
        f"Nơi cư trú: {unit.full_name}. Hồ sơ số: {case.code}.",
        "Người đã được giải thích về việc xác định và quyền của mình: ……………",
        f"Cha, mẹ hoặc người giám hộ đồng ý (khi dưới {rules.guardian.below} tuổi): ……………",
        "Đề nghị nơi nhận cử người có chứng chỉ tiến hành, bảo đảm danh dự, bí mật riêng tư và trả phiếu kết quả.",
    ]
    return Paper(
        kind="Đề nghị xác định tình trạng nghiện",
        issuer=decree30.committee(unit.full_name),
        symbol="ĐN-UBND",
        place=decree30.place_name(unit.title, unit.name),
        subject=f"đối với {name}",
        signature=signers.leader_of(unit, on),
        issued_on=on,
        addressees=("……………………………… (nơi xác định tình trạng nghiện)",),
        legal_bases=(rules.criteria.article,),
        body=[sheet.Paragraph(line) for line in asked],
        recipients=sheet.Recipients(entries=("Như trên", "Người được đề nghị", "Lưu hồ sơ")),
        scope="CHỈ DÙNG NỘI BỘ",
        foot=_foot(regime.code),
    )


def _foot(regime: str) -> str:
    own = "Bố cục của chương trình, chưa đối chiếu với mẫu chính thức"
    return f"{own} ({FORM[regime]})." if regime in FORM else f"{own}."


def _born(case: Case) -> str:
    said = vault.reveal(case.person, "birth_date")
    return str(PartialDate.from_iso(said)) if said else ""
