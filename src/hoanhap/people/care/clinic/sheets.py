"""What may stand on each kind of sheet, and how it reads. Pure; what is found is kept as it was said, never weighed."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoanhap.kernel.errors import Refused, Sentence
from hoanhap.kernel.text import tidy
from hoanhap.people.care.health_room_rules import refuse_kept_elsewhere

Choices = Mapping[str, Sentence]
LONGEST = 500

WITHDRAWAL: Choices = {
    "none": gettext_lazy("không"),
    "mild": gettext_lazy("nhẹ"),
    "moderate": gettext_lazy("vừa"),
    "severe": gettext_lazy("nặng"),
}
SLEEP: Choices = {"good": gettext_lazy("ngủ được"), "poor": gettext_lazy("ngủ ít"), "none": gettext_lazy("mất ngủ")}
EATING: Choices = {"well": gettext_lazy("ăn được"), "little": gettext_lazy("ăn ít"), "none": gettext_lazy("không ăn")}
FIT: Choices = {
    "here": gettext_lazy("theo dõi được tại đây"),
    "refer": gettext_lazy("cần chuyển tuyến trên"),
}
SAMPLES: Choices = {
    "urine": gettext_lazy("nước tiểu"),
    "blood": gettext_lazy("máu"),
    "saliva": gettext_lazy("nước bọt"),
}
SUBSTANCES: Choices = {
    "mop": gettext_lazy("nhóm thuốc phiện (MOP)"),
    "met": gettext_lazy("ma túy đá (MET)"),
    "amp": gettext_lazy("amphetamine (AMP)"),
    "mdma": gettext_lazy("thuốc lắc (MDMA)"),
    "thc": gettext_lazy("cần sa (THC)"),
    "ket": gettext_lazy("ketamine (KET)"),
}
USUAL_PANEL = ("mop", "met", "mdma", "thc")
RESULTS: Choices = {
    "negative": gettext_lazy("âm tính"),
    "positive": gettext_lazy("dương tính"),
    "invalid": gettext_lazy("không đọc được, làm lại"),
}
SIGNS: Choices = {
    "unresponsive": gettext_lazy("gọi không tỉnh"),
    "breathing": gettext_lazy("thở chậm, thở khò khè hoặc ngừng thở"),
    "blue": gettext_lazy("môi, móng tay tím tái"),
    "pupils": gettext_lazy("đồng tử co nhỏ"),
    "cold": gettext_lazy("da lạnh, nhợt"),
}
DONE: Choices = {
    "called": gettext_lazy("gọi 115"),
    "breaths": gettext_lazy("thổi ngạt"),
    "compressions": gettext_lazy("ép tim"),
    "naloxone": gettext_lazy("dùng naloxone"),
    "side": gettext_lazy("đặt nằm nghiêng"),
}
OUTCOMES: Choices = {
    "recovered": gettext_lazy("đã tỉnh"),
    "hospital": gettext_lazy("chuyển bệnh viện"),
    "died": gettext_lazy("đã mất"),
    "unknown": gettext_lazy("chưa rõ"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """The first exam, before anything is eased."""

    LABELS: ClassVar[Mapping[str, Sentence]] = {
        "fit": gettext_lazy("Kết luận"),
        "pressure": gettext_lazy("Huyết áp"),
        "pulse": gettext_lazy("Mạch"),
        "temperature": gettext_lazy("Nhiệt độ"),
        "weight": gettext_lazy("Cân nặng"),
        "illness": gettext_lazy("Bệnh đang có, đã có"),
        "medicine": gettext_lazy("Thuốc đang dùng"),
        "allergy": gettext_lazy("Dị ứng"),
        "note": gettext_lazy("Ghi thêm"),
    }
    CHOICES: ClassVar[Mapping[str, Choices]] = {"fit": FIT}
    NEEDED: ClassVar[tuple[str, ...]] = ("fit", "pressure")
    fit: str = ""
    pressure: str = ""
    pulse: str = ""
    temperature: str = ""
    weight: str = ""
    illness: str = ""
    medicine: str = ""
    allergy: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetoxDay:
    """One day of detox; most days are like the day before."""

    LABELS: ClassVar[Mapping[str, Sentence]] = {
        "withdrawal": gettext_lazy("Biểu hiện cai"),
        "pressure": gettext_lazy("Huyết áp"),
        "pulse": gettext_lazy("Mạch"),
        "temperature": gettext_lazy("Nhiệt độ"),
        "sleep": gettext_lazy("Ngủ"),
        "eating": gettext_lazy("Ăn uống"),
        "medicine": gettext_lazy("Thuốc, liều"),
        "note": gettext_lazy("Ghi thêm"),
    }
    CHOICES: ClassVar[Mapping[str, Choices]] = {"withdrawal": WITHDRAWAL, "sleep": SLEEP, "eating": EATING}
    NEEDED: ClassVar[tuple[str, ...]] = ("withdrawal",)
    withdrawal: str = ""
    pressure: str = ""
    pulse: str = ""
    temperature: str = ""
    sleep: str = ""
    eating: str = ""
    medicine: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugTest:
    """One test: what was taken, with which kit, looked for what, and what it showed."""

    LABELS: ClassVar[Mapping[str, Sentence]] = {
        "result": gettext_lazy("Kết quả"),
        "sample": gettext_lazy("Mẫu"),
        "panel": gettext_lazy("Tìm chất"),
        "positive": gettext_lazy("Dương tính với"),
        "kit": gettext_lazy("Bộ thử"),
    }
    CHOICES: ClassVar[Mapping[str, Choices]] = {
        "result": RESULTS,
        "sample": SAMPLES,
        "panel": SUBSTANCES,
        "positive": SUBSTANCES,
    }
    NEEDED: ClassVar[tuple[str, ...]] = ("result", "sample", "panel", "kit")
    result: str = ""
    sample: str = "urine"
    panel: tuple[str, ...] = USUAL_PANEL
    positive: tuple[str, ...] = ()
    kit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdose:
    """An overdose that somebody saw, what was done, and how it went on."""

    LABELS: ClassVar[Mapping[str, Sentence]] = {
        "signs": gettext_lazy("Dấu hiệu"),
        "done": gettext_lazy("Đã làm"),
        "outcome": gettext_lazy("Sau đó"),
        "note": gettext_lazy("Ghi thêm"),
    }
    CHOICES: ClassVar[Mapping[str, Choices]] = {"signs": SIGNS, "done": DONE, "outcome": OUTCOMES}
    NEEDED: ClassVar[tuple[str, ...]] = ("signs", "outcome")
    signs: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    outcome: str = ""
    note: str = ""


Sheet = Exam | DetoxDay | DrugTest | Overdose
SHEETS: Mapping[str, type[Sheet]] = {"exam": Exam, "day": DetoxDay, "test": DrugTest, "overdose": Overdose}
"""Kinds of sheet, as they are stored."""


def kind_of(sheet: Sheet) -> str:
    return next(kind for kind, of in SHEETS.items() if isinstance(sheet, of))


def checked(sheet: Sheet) -> Sheet:
    """The sheet in one spelling. Raises Refused with the label of the box that is missing or wrong."""
    said = {name: _checked(sheet, name, value) for name, value in asdict(sheet).items()}
    for name in sheet.NEEDED:
        if not said[name]:
            label = sheet.LABELS[name]
            raise Refused(_("Chưa ghi: %s.") % label, code=f"sheet-{name}")
    found = type(sheet)(**said)
    if isinstance(found, DrugTest):
        _check_test(found)
    return found


def packed(sheet: Sheet) -> str:
    """The sheet as one text to be sealed."""
    return json.dumps({"kind": kind_of(sheet), **asdict(sheet)}, ensure_ascii=False, sort_keys=True)


def unpacked(stored: str) -> Sheet:
    """What `packed` made; a box that is no longer on the sheet is passed over."""
    read = json.loads(stored)
    of = SHEETS[read["kind"]]
    known = {field.name for field in fields(of)} & read.keys()
    said: dict[str, Any] = {name: tuple(read[name]) if isinstance(read[name], list) else read[name] for name in known}
    return of(**said)


def lines(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Label and words of each box with something in it."""
    for name, label in sheet.LABELS.items():
        value = getattr(sheet, name)
        if value:
            yield str(label), _words(sheet.CHOICES.get(name), value)


def said(stored: str) -> str:
    """The whole sheet on one line, for the person's copy."""
    return "; ".join(f"{label}: {words}" for label, words in lines(unpacked(stored)))


def _words(choices: Choices | None, value: str | Sequence[str]) -> str:
    values = [value] if isinstance(value, str) else value
    return ", ".join(str(choices[one]) if choices else one for one in values)


def _checked(sheet: Sheet, name: str, value: Any) -> Any:
    choices = sheet.CHOICES.get(name)
    if choices is None:
        said = tidy(value)
        if len(said) > LONGEST:
            raise Refused(_("Viết ngắn lại, không quá 500 chữ cái."), code=f"sheet-{name}")
        refuse_kept_elsewhere(said, code=f"sheet-{name}")
        return said
    many = not isinstance(value, str)
    wanted = tuple(value) if many else (value,) if value else ()
    if set(wanted) - set(choices):
        raise Refused(_("Chọn trong danh sách: %s.") % sheet.LABELS[name], code=f"sheet-{name}")
    return tuple(one for one in choices if one in wanted) if many else value


def _check_test(test: DrugTest) -> None:
    if set(test.positive) - set(test.panel):
        raise Refused(_("Chất dương tính phải nằm trong các chất đã tìm."), code="sheet-positive")
    if (test.result == "positive") != bool(test.positive):
        raise Refused(
            _("Kết quả dương tính thì chọn dương tính với chất nào; kết quả khác thì bỏ trống."), code="sheet-positive"
        )
