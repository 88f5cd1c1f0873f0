"""What the case register says about a person to that person, and why it is kept; the police room stays apart."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hoanhap import law
from hoanhap.foundation.break_glass.models import Opening
from hoanhap.foundation.privacy import inventory, parts
from hoanhap.foundation.privacy.actions.requests import corrections
from hoanhap.foundation.privacy.parts import Part, Room
from hoanhap.kernel.dates import show
from hoanhap.people.cases.models import Case, CohortMember, Correction, StageRecord, Standing, UseProfile
from hoanhap.people.cases.policy import CasePermission as May
from hoanhap.people.cases.policy import PolicePermission as Police
from hoanhap.people.persons.rights import BASIS, LINK

_PURPOSE = _("Quản lý, hỗ trợ theo quyết định; báo cáo số liệu")
_POLICE = _(
    "Phần do công an quản lý (tiền án, tiền sự và nhật ký của phần đó) không nằm trong bản này: hỏi tại công an cấp xã "
    "(Nghị định 356/2025/NĐ-CP Điều 4; Luật 91/2025/QH15 Điều 19)."
)
_REVIEW = _("Nhận xét của lãnh đạo về việc cán bộ mở khẩn cấp: nói về cán bộ, không nói về ông/bà.")
_MADE = ("case.corrected", "case.wish_written", "case.use_written", "case.stage_recorded")


def declare() -> None:
    """Called once at start, from apps.ready()."""
    parts.add(_case(), _standing(), _correction(), _use(), _stage(), _cohort(), _opening())
    parts.leave_out(
        {
            "cases.Case.person": LINK,
            "cases.PoliceRecord.case": _POLICE,
            "cases.PoliceRecord.prior_record": _POLICE,
            "break_glass.Opening.review_note": _REVIEW,
            "break_glass.Opening.lift_note": _REVIEW,
        }
    )
    parts.trails.add("cases", lambda person_id: [("case", str(pk)) for pk in case_ids(person_id)])
    parts.rooms_of_codes.add("police", Room.POLICE)
    for code in _MADE:
        corrections.add(code, "case")
    _describe()


def case_ids(person_id: UUID) -> Iterable[UUID]:
    """All files on this person, sealed ones too."""
    return Case.objects.filter(person=person_id).order_by("id").values_list("pk", flat=True)


def of_cases(model: Any, *order: str, manager: str = "objects") -> Any:
    """Rows of a table that hangs on cases, for `Part.rows`."""

    def rows(person_id: UUID) -> QuerySet[Any]:
        found: QuerySet[Any] = getattr(model, manager).filter(case__person=person_id)
        return found.select_related("case").order_by(*order, "id")

    return rows


def code_of(row: Any) -> str:
    """By which number the office calls the file."""
    return str(row.case.code)


def _state(code: str) -> str:
    return say(law.state(code).label_vi) if code else ""


def _measure(row: Any) -> str:
    return say(law.measures()[row.measure]) if row.measure else ""


def _last_day(row: Any) -> str:
    """Periods are half-open in the house; people are told the last day."""
    return show(row.term_to - timedelta(days=1)) if row.term_to else ""


_DECISION = {
    "regime": _("Theo quy định"),
    "state": _("Bước"),
    "measure": _("Biện pháp"),
    "times": _("Lần thứ"),
    "decision_number": _("Quyết định số"),
    "decision_on": _("Ngày quyết định"),
    "decision_signer": _("Người ký quyết định"),
    "term_from": _("Thời hạn từ ngày"),
    "term_to": _("Đến hết ngày"),
}
_SHOWN = {
    "regime": lambda row: say("quy định áp dụng từ năm %s") % row.regime.removeprefix("R"),
    "state": lambda row: _state(row.state),
    "measure": _measure,
    "term_to": _last_day,
}


def _case() -> Part:
    return Part(
        model="cases.Case",
        title=_("Hồ sơ quản lý"),
        rows=lambda person_id: Case.objects.filter(person=person_id).select_related("unit").order_by("opened_on", "id"),
        fields={
            "code": _("Số hồ sơ"),
            "former_codes": _("Số hồ sơ ở đơn vị cũ"),
            "unit": _("Đơn vị quản lý"),
            "opened_on": _("Ngày mở"),
            **_DECISION,
            "closed_on": _("Ngày kết thúc"),
            "wish": _("Mong muốn của ông/bà"),
        },
        show=_SHOWN | {"unit": lambda row: row.unit.full_name},
    )


def _standing() -> Part:
    return Part(
        model="cases.Standing",
        title=_("Quá trình"),
        # What a correction struck out is held as well, so it is handed over as well.
        rows=of_cases(Standing, "case__opened_on", "number", manager="everything"),
        fields={
            "case": _("Số hồ sơ"),
            "from_on": _("Từ ngày"),
            "to_on": _("Đến trước ngày"),
            **_DECISION,
            "came_from": _("Bước trước đó"),
            "verb": _("Việc đã làm"),
            "unit": _("Đơn vị"),
            "signer_title": _("Chức danh người ký"),
            "article": _("Điều luật"),
        },
        show=_SHOWN
        | {
            "case": code_of,
            "came_from": lambda row: _state(row.came_from),
            "verb": lambda row: say(law.verb_label(row.verb)),
            "unit": lambda row: row.unit.full_name,
        },
    )


def _correction() -> Part:
    return Part(
        model="cases.Correction",
        title=_("Đính chính"),
        rows=of_cases(Correction, "corrected_at"),
        fields={"case": _("Số hồ sơ"), "standing": _("Bước bị đính chính"), "reason": _("Lý do")},
        show={"case": code_of, "standing": lambda row: _state(row.standing.state)},
    )


def _use() -> Part:
    return Part(
        model="cases.UseProfile",
        title=_("Quá trình sử dụng đã khai"),
        rows=of_cases(UseProfile, "case__opened_on"),
        fields={
            "case": _("Số hồ sơ"),
            "first_use_year": _("Năm sử dụng lần đầu"),
            "substances": _("Loại chất"),
            "route": _("Hình thức sử dụng"),
            "level": _("Mức độ"),
            "cause": _("Nguyên nhân"),
            "rehab_count": _("Số lần cai nghiện"),
        },
        show={"case": code_of},
    )


def _stage() -> Part:
    return Part(
        model="cases.StageRecord",
        title=_("Giai đoạn"),
        rows=of_cases(StageRecord, "from_on"),
        fields={"case": _("Số hồ sơ"), "stage": _("Giai đoạn"), "from_on": _("Từ ngày"), "to_on": _("Đến trước ngày")},
        show={"case": code_of, "stage": _stage_label},
    )


def _stage_label(row: StageRecord) -> str:
    labels = {stage.code: stage.label_vi for stage in law.stages(row.case.regime)}
    return say(labels[row.stage]) if row.stage in labels else row.stage


def _cohort() -> Part:
    return Part(
        model="cases.CohortMember",
        title=_("Nhóm theo dõi"),
        rows=of_cases(CohortMember, "joined_on"),
        fields={
            "case": _("Số hồ sơ"),
            "cohort": _("Nhóm"),
            "unit": _("Đơn vị"),
            "joined_on": _("Từ ngày"),
            "left_on": _("Đến trước ngày"),
        },
        show={
            "case": code_of,
            "cohort": lambda row: row.cohort.name,
            "unit": lambda row: row.unit.full_name,
        },
    )


def _opening() -> Part:
    return Part(
        model="break_glass.Opening",
        title=_("Mở hồ sơ trong trường hợp khẩn cấp"),
        rows=lambda person_id: Opening.objects.filter(subject_id__in=case_ids(person_id)).order_by("opened_at", "id"),
        fields={
            "label": _("Số hồ sơ"),
            "unit": _("Đơn vị"),
            "category": _("Trường hợp"),
            "opened_at": _("Mở lúc"),
            "reason": _("Lý do"),
        },
        show={"unit": lambda row: row.unit.full_name},
    )


def _describe() -> None:
    for label in ("Case", "Standing", "Correction", "UseProfile", "StageRecord", "CohortMember"):
        inventory.entries.add(
            f"cases.{label}",
            inventory.Entry(
                purpose=_PURPOSE,
                basis=BASIS,
                retention="cases.ended",
                readers=(May.READ,),
                apart=dict.fromkeys(("wish", "reason", "cause"), (May.READ_SOCIAL,)),
            ),
        )
    inventory.entries.add(
        "cases.PoliceRecord",
        inventory.Entry(
            purpose=_("Công tác của công an cấp xã"), basis=BASIS, retention="cases.ended", readers=(Police.READ,)
        ),
    )
