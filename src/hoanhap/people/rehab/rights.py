"""What this package says about a person to that person, and why it is kept."""

import json
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hoanhap import law
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.privacy import inventory, parts
from hoanhap.foundation.privacy.parts import Part
from hoanhap.kernel.dates import show
from hoanhap.people.cases.holdings import holdings
from hoanhap.people.cases.holdings import of_cases as of_case_rows
from hoanhap.people.cases.rights import code_of, of_cases
from hoanhap.people.persons.rights import BASIS, LINK, UNIT_CODE
from hoanhap.people.rehab.models import (
    Absence,
    CasePaper,
    Certificate,
    Dossier,
    DossierItem,
    FollowedDecision,
    Happening,
    ResidenceCheck,
    StepGround,
    TransitionChoice,
    Violation,
)
from hoanhap.people.rehab.policy import RehabPermission as May

_CASE = {"case": _("Số hồ sơ")}
_LAW = {"regime": _("Theo quy định"), "article": _("Căn cứ")}
_SEALED = (Dossier, CasePaper, Violation, Absence)
_OPEN = (DossierItem, Certificate, Happening, StepGround, FollowedDecision, ResidenceCheck, TransitionChoice)
_CONFIDENCE = _("Mức chắc chắn của quy định do phần mềm ghi để nhắc cán bộ, không nói về ông/bà.")
_ITS_UNIT = ("Dossier", "CasePaper", "Certificate", "Violation", "Absence", "Happening", "FollowedDecision")


def declare() -> None:
    """Called once at start, from apps.ready()."""
    parts.add(*_dossiers(), *_papers(), *_conduct(), *_outside())
    for label in (*_ITS_UNIT, "ResidenceCheck", "TransitionChoice"):
        parts.leave_out({f"rehab.{label}.unit": UNIT_CODE})
    for label in ("Violation", "StepGround", "TransitionChoice"):
        parts.leave_out({f"rehab.{label}.confidence": _CONFIDENCE})
    parts.leave_out({"rehab.DossierItem.dossier": LINK, "rehab.StepGround.standing": LINK})
    for model in _SEALED:
        holdings.add(model._meta.label, of_case_rows(model))
    _describe()


def _regime(row: Any) -> str:
    return str(say("quy định áp dụng từ năm %s") % row.regime.removeprefix("R"))


def _verb(row: Any) -> str:
    return say(law.verb_label(row.verb))


def _last(name: str) -> Any:
    """Periods are half-open in the house; people are told the last day."""

    def said(row: Any) -> str:
        day = getattr(row, name)
        return show(day - timedelta(days=1)) if day else ""

    return said


def _ground_words(verb: str, code: str, regime: str) -> str:
    found = law.casework_of(regime).grounds
    return next((say(one.label_vi) for one in found if one.verb == verb and one.code == code), code)


def _dossiers() -> list[Part]:
    return [
        Part(
            model="rehab.Dossier",
            title=_("Hồ sơ đề nghị áp dụng biện pháp"),
            rows=of_cases(Dossier, "opened_on"),
            fields=_CASE
            | {
                "verb": _("Để làm gì"),
                "state": _("Tình trạng"),
                "opened_on": _("Ngày lập"),
                "submitted_at": _("Trình lúc"),
                "ended_on": _("Ngày xong"),
                "ground": _("Lý do không tiếp nhận"),
                "words": _("Nói thêm"),
            }
            | _LAW,
            show={
                "case": code_of,
                "verb": _verb,
                "regime": _regime,
                "ground": lambda row: _ground_words("refuse", row.ground, row.regime) if row.ground else "",
            },
        ),
        Part(
            model="rehab.DossierItem",
            title=_("Giấy tờ trong hồ sơ đề nghị"),
            rows=of_cases(DossierItem, "dossier__opened_on", "position"),
            fields=_CASE
            | {
                "paper": _("Giấy tờ"),
                "state": _("Tình trạng"),
                "number": _("Số"),
                "on": _("Ngày"),
                "waived_because": _("Vì sao không nộp"),
            },
            show={"case": code_of, "paper": lambda row: say(law.casework_words().papers[row.paper])},
        ),
    ]


def _papers() -> list[Part]:
    return [
        Part(
            model="rehab.CasePaper",
            title=_("Giấy tờ do cơ quan lập"),
            rows=of_cases(CasePaper, "on"),
            fields=_CASE
            | {
                "title": _("Giấy tờ"),
                "code": _("Loại"),
                "form": _("Mẫu số"),
                "own_layout": _("Mẫu của phần mềm"),
                "on": _("Ngày"),
                "ground": _("Lý do"),
                "completion": _("Loại hoàn thành"),
                "issuer": _("Bên lập"),
                "issued_at": _("Vào sổ lúc"),
                "body": _("Nội dung"),
            }
            | _LAW,
            show={"case": code_of, "regime": _regime, "code": lambda row: row.title, "body": _plain_body},
        ),
        Part(
            model="rehab.Certificate",
            title=_("Giấy chứng nhận"),
            rows=of_cases(Certificate, "issued_on"),
            fields=_CASE
            | {
                "served": _("Hoàn thành"),
                "completion": _("Loại"),
                "number": _("Số"),
                "year": _("Năm"),
                "issued_on": _("Ngày cấp"),
                "issuer_name": _("Nơi cấp"),
                "measure": _("Biện pháp"),
                "regime": _("Theo quy định"),
            },
            show={"case": code_of, "regime": _regime, "measure": _measure},
        ),
    ]


def _plain_body(text: str) -> str:
    """The stored lines without their marks."""
    return "\n".join(line for _sort, line in json.loads(text or "[]"))


def _measure(row: Any) -> str:
    return say(law.measures()[row.measure]) if row.measure else ""


def _conduct() -> list[Part]:
    return [
        Part(
            model="rehab.Violation",
            title=_("Vi phạm đã ghi"),
            rows=of_cases(Violation, "on"),
            fields=_CASE
            | {
                "number": _("Lần"),
                "on": _("Ngày"),
                "kind": _("Loại"),
                "step": _("Xử lý"),
                "measure": _("Biện pháp"),
                "said": _("Việc đã thấy"),
            }
            | _LAW,
            show={
                "case": code_of,
                "regime": _regime,
                "measure": _measure,
                "kind": lambda row: say(law.ladder(row.kind, row.on).label_vi),
                "step": lambda row: say(law.casework_words().ladder_steps[row.step]),
            },
        ),
        Part(
            model="rehab.Absence",
            title=_("Vắng mặt"),
            rows=of_cases(Absence, "from_on"),
            fields=_CASE
            | {
                "from_on": _("Từ ngày"),
                "to_on": _("Đến hết ngày"),
                "reported": _("Có báo"),
                "counts": _("Được tính vào thời hạn"),
                "days_added": _("Số ngày thời hạn lùi lại"),
                "article": _("Căn cứ"),
                "reason": _("Lý do"),
            },
            show={"case": code_of, "to_on": _last("to_on")},
        ),
        Part(
            model="rehab.Happening",
            title=_("Việc làm mốc thời hạn"),
            rows=of_cases(Happening, "happened_at"),
            fields=_CASE | {"code": _("Việc"), "happened_at": _("Lúc")},
            show={"case": code_of, "code": lambda row: say(law.casework_words().happenings[row.code])},
        ),
        Part(
            model="rehab.StepGround",
            title=_("Lý do của bước đã làm"),
            rows=of_cases(StepGround, "standing__number"),
            fields=_CASE | {"verb": _("Bước"), "ground": _("Lý do")} | _LAW,
            show={
                "case": code_of,
                "verb": _verb,
                "regime": _regime,
                "ground": lambda row: _ground_words(row.verb, row.ground, row.regime),
            },
        ),
    ]


def _outside() -> list[Part]:
    return [
        Part(
            model="rehab.FollowedDecision",
            title=_("Quyết định do nơi khác thi hành"),
            rows=of_cases(FollowedDecision, "from_on"),
            fields=_CASE
            | {
                "kind": _("Loại"),
                "facility_name": _("Cơ sở"),
                "decider_name": _("Nơi quyết định"),
                "decision_number": _("Số quyết định"),
                "decision_on": _("Ngày quyết định"),
                "from_on": _("Từ ngày"),
                "to_on": _("Đến hết ngày"),
                "deducted_days": _("Số ngày được trừ"),
                "ended_on": _("Kết thúc ngày"),
                "end": _("Cách kết thúc"),
            },
            show={"case": code_of, "to_on": _last("to_on")},
        ),
        Part(
            model="rehab.ResidenceCheck",
            title=_("Kiểm tra cư trú"),
            rows=of_cases(ResidenceCheck, "on"),
            fields=_CASE | {"on": _("Ngày"), "found": _("Kết quả")},
            show={"case": code_of},
        ),
        Part(
            model="rehab.TransitionChoice",
            title=_("Lựa chọn khi đổi luật"),
            rows=of_cases(TransitionChoice, "on"),
            fields=_CASE
            | {
                "on": _("Ngày"),
                "way": _("Cách chọn"),
                "state": _("Bước"),
                "from_regime": _("Từ quy định"),
                "to_regime": _("Sang quy định"),
                "article": _("Căn cứ"),
            },
            show={"case": code_of, "state": lambda row: say(law.state(row.state).label_vi)},
        ),
    ]


def _describe() -> None:
    readers: tuple[Permission, ...] = (May.READ,)
    for model in (*_SEALED, *_OPEN):
        inventory.entries.add(
            model._meta.label,
            inventory.Entry(
                purpose=_("Lập hồ sơ, thực hiện và theo dõi biện pháp đúng thời hạn"),
                basis=BASIS,
                retention="cases.ended",
                readers=readers,
            ),
        )
