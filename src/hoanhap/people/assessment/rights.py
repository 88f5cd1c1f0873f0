"""What this package says about a person to that person: classes, results with their paper, scores (health room)."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hoanhap import law
from hoanhap.foundation import vault
from hoanhap.foundation.privacy import inventory, parts
from hoanhap.foundation.privacy.actions.requests import corrections
from hoanhap.foundation.privacy.parts import Part, Room
from hoanhap.people.assessment import classifying, instruments
from hoanhap.people.assessment.models import Classification, Determination, Scoring
from hoanhap.people.assessment.policy import AssessmentPermission as May
from hoanhap.people.cases.holdings import holdings
from hoanhap.people.cases.holdings import of_cases as of_case_rows
from hoanhap.people.cases.rights import code_of, of_cases
from hoanhap.people.persons.rights import BASIS

_HEALTH = "health.read"


def declare() -> None:
    """Called once at start, from apps.ready()."""
    parts.add(_classification(), _determination(), _findings(), _scoring())
    parts.third_persons.add("assessment.guardians", guardians_of)
    for model in (Classification, Scoring):
        holdings.add(model._meta.label, of_case_rows(model))
    holdings.add("assessment.Determination", lambda ids: Determination.everything.filter(case__in=ids))
    for code in ("case.classified", "case.determined", "case.determination_struck"):
        corrections.add(code, "case")
    _describe()


def guardians_of(person_id: UUID) -> Iterable[tuple[str, str]]:
    """Who consented for a minor, wherever a note speaks of him."""
    rows = list(Determination.everything.filter(case__person=person_id, guardian__isnull=False).order_by("id"))
    opened = vault.reveal_many(rows, "guardian") if rows else {}
    return [(said["guardian"], say("(người giám hộ)")) for said in opened.values() if said["guardian"]]


def _classification() -> Part:
    return Part(
        model="assessment.Classification",
        title=_("Phân loại"),
        rows=of_cases(Classification, "from_on", "number"),
        fields={
            "case": _("Số hồ sơ"),
            "from_on": _("Từ ngày"),
            "traits": _("Đặc điểm nhân thân"),
            "drugs": _("Loại chất"),
            "routes": _("Hình thức sử dụng"),
            "first_use_year": _("Năm sử dụng lần đầu"),
            "level": _("Mức độ"),
            "cause": _("Nguyên nhân"),
            "note": _("Ghi chú"),
        },
        show={
            "case": code_of,
            "traits": lambda row: words(row.traits, classifying.TRAITS),
            "drugs": lambda row: words(row.drugs, classifying.DRUGS),
            "routes": lambda row: words(row.routes, classifying.ROUTES),
            "level": lambda row: str(classifying.LEVELS[row.level]),
            "cause": lambda row: str(classifying.CAUSES[row.cause]),
        },
    )


def words(codes: str, axis: Mapping[str, str | Promise]) -> str:
    """Codes of an axis as words."""
    return ", ".join(str(axis[code]) for code in codes.split() if code in axis)


def _determination() -> Part:
    return Part(
        model="assessment.Determination",
        title=_("Kết quả xác định tình trạng nghiện"),
        rows=of_cases(Determination, "determined_on", manager="everything"),
        fields={
            "case": _("Số hồ sơ"),
            "result": _("Kết quả"),
            "determined_on": _("Ngày của phiếu"),
            "received_on": _("Ngày tiếp nhận"),
            "paper_number": _("Số phiếu"),
            "facility": _("Nơi xác định"),
            "signer": _("Người ký"),
            "regime": _("Theo quy định"),
            "article": _("Điều luật"),
            "struck_reason": _("Lý do gạch bỏ"),
        },
        masked={"guardian": (_("Người giám hộ đã đồng ý"), _("(người giám hộ)"))},
        show={
            "case": code_of,
            "regime": lambda row: say("quy định áp dụng từ năm %s") % row.regime.removeprefix("R"),
        },
    )


def _findings() -> Part:
    return Part(
        model="assessment.Determination",
        title=_("Tiêu chuẩn đã xem xét khi xác định tình trạng nghiện"),
        rows=_with_findings,
        room=Room.HEALTH,
        fields={"case": _("Số hồ sơ"), "findings": _("Tiêu chuẩn")},
        show={"case": code_of, "findings": _criteria},
    )


def _with_findings(person_id: UUID) -> QuerySet[Determination]:
    rows = Determination.everything.filter(case__person=person_id, findings__isnull=False).select_related("case")
    return rows.order_by("determined_on", "id")


def _criteria(said: str) -> str:
    if not said:
        return ""
    names = {code: name for regime in law.regimes() for code, name in regime.determination.criteria.names.items()}
    return ", ".join(say(names.get(code, code)) for code in json.loads(said)["met"])


def _scoring() -> Part:
    return Part(
        model="assessment.Scoring",
        title=_("Phiếu sàng lọc, theo dõi"),
        rows=of_cases(Scoring, "taken_on"),
        room=Room.HEALTH,
        fields={
            "case": _("Số hồ sơ"),
            "kind": _("Phiếu"),
            "taken_on": _("Ngày"),
            "answers": _("Câu trả lời"),
        },
        show={"case": code_of, "answers": _answers},
    )


def _answers(said: str) -> str:
    labels = {item.code: item for kind in instruments.NAMES for item in instruments.items(kind)}
    given: dict[str, Any] = json.loads(said) if said else {}
    return "; ".join(_answer(labels[code], value) for code, value in given.items() if code in labels)


def _answer(item: instruments.Item, value: int) -> str:
    name = f"{item.group}, {item.label}" if item.group else str(item.label)
    return f"{name}: {item.words.get(value, value)}"


def _describe() -> None:
    inventory.entries.add(
        "assessment.Classification",
        inventory.Entry(
            purpose=_("Phân loại để vận động, chọn hình thức hỗ trợ phù hợp; báo cáo số liệu"),
            basis=BASIS,
            retention="cases.ended",
            readers=(May.READ_CLASS,),
            apart={"note": ("cases.read_social",)},
        ),
    )
    inventory.entries.add(
        "assessment.Determination",
        inventory.Entry(
            purpose=_("Ghi kết quả xác định tình trạng nghiện theo phiếu của cơ sở y tế"),
            basis=BASIS,
            retention="cases.ended",
            readers=(May.READ_RESULT,),
            apart={"findings": (_HEALTH,), "struck_reason": ("cases.read_social",)},
        ),
    )
    inventory.entries.add(
        "assessment.Scoring",
        inventory.Entry(
            purpose=_("Sàng lọc, theo dõi kết quả khi tư vấn, điều trị"),
            basis=_("Luật 91/2025/QH15 Điều 19, Điều 26; pháp luật về khám bệnh, chữa bệnh"),
            retention="cases.ended",
            readers=(_HEALTH,),
        ),
    )
    inventory.entries.add(
        "assessment.Diagnoser",
        inventory.Entry(
            purpose=_("Biết ai có chứng chỉ xác định tình trạng nghiện"),
            basis=BASIS,
            retention=_("theo hồ sơ của đơn vị"),
            readers=(May.KEEP_DIAGNOSERS, May.WRITE_RESULT),
        ),
    )
