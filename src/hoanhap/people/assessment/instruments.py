"""Three scored instruments: which answers are possible and what they add up to (WHO ASSIST, DAST-10, TOP). Pure.

Item ids and labels are ours and short: whoever asks reads the questions from the instrument's own sheet, of which no
wording is kept here. The results are shown to the health room as a series and to nobody and nothing else.
TOP is kept without its section on offences: those belong to the police room.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hoanhap.kernel.errors import Refused

Text = str | Promise
Answers = Mapping[str, int]

YES_NO = (0, 1)
DAYS = range(29)
SCALE = range(21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One answer: its id, our label, the numbers it may be, and their words where they are few."""

    code: str
    label: Text
    values: tuple[int, ...]
    words: Mapping[int, Text]
    group: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One line of a series. `band` is the instrument's own word for the sum, "" where it has none."""

    code: str
    label: Text
    value: int
    most: int
    band: str = ""
    band_label: Text = ""


# --- DAST-10 ------------------------------------------------------------------------------------------------------

DAST_TOPICS: tuple[Text, ...] = (
    _("Dùng không do chỉ định y tế"),
    _("Dùng nhiều chất cùng lúc"),
    _("Ngừng được khi muốn"),
    _("Quên lãng, cảnh cũ hiện về"),
    _("Áy náy về việc dùng"),
    _("Người nhà phàn nàn"),
    _("Sao nhãng gia đình"),
    _("Làm trái luật để có chất"),
    _("Khó chịu khi ngừng"),
    _("Bệnh do sử dụng"),
)
DAST_REVERSED = "d3"
DAST_BANDS: tuple[tuple[int, str, Text], ...] = (
    (0, "none", _("không có vấn đề")),
    (2, "low", _("thấp")),
    (5, "moderate", _("vừa")),
    (8, "substantial", _("đáng kể")),
    (10, "severe", _("nặng")),
)
_YES_NO_WORDS: Mapping[int, Text] = {1: _("có"), 0: _("không")}

# --- WHO ASSIST ---------------------------------------------------------------------------------------------------

SUBSTANCES: Mapping[str, Text] = {
    "tobacco": _("thuốc lá"),
    "alcohol": _("rượu, bia"),
    "cannabis": _("cần sa"),
    "cocaine": _("cocaine"),
    "amphetamine": _("dạng amphetamine"),
    "inhalant": _("chất bay hơi"),
    "sedative": _("thuốc an thần"),
    "hallucinogen": _("chất gây ảo giác"),
    "opioid": _("dạng thuốc phiện"),
    "other": _("chất khác"),
}
_OFTEN: tuple[Text, ...] = (_("không"), _("1–2 lần"), _("hằng tháng"), _("hằng tuần"), _("gần như hằng ngày"))
_EVER: tuple[Text, ...] = (_("chưa bao giờ"), _("trước 3 tháng qua"), _("trong 3 tháng qua"))
ASSIST_QUESTIONS: Mapping[str, tuple[Text, tuple[int, ...], tuple[Text, ...]]] = {
    "a1": (_("Đã từng dùng"), YES_NO, (_("không"), _("có"))),
    "a2": (_("Dùng trong 3 tháng"), (0, 2, 3, 4, 6), _OFTEN),
    "a3": (_("Thèm muốn"), (0, 3, 4, 5, 6), _OFTEN),
    "a4": (_("Gây vấn đề"), (0, 4, 5, 6, 7), _OFTEN),
    "a5": (_("Bỏ dở việc thường làm"), (0, 5, 6, 7, 8), _OFTEN),
    "a6": (_("Người khác lo lắng"), (0, 3, 6), _EVER),
    "a7": (_("Thử giảm không được"), (0, 3, 6), _EVER),
}
NOT_ASKED = frozenset({"a5.tobacco"})
_RECENT = ("a3", "a4", "a5")
_SUMMED = ("a2", "a3", "a4", "a5", "a6", "a7")
INJECTED = "a8"
ASSIST_HIGH_FROM, ASSIST_MODERATE_FROM, ALCOHOL_MODERATE_FROM = 27, 4, 11
ASSIST_WORDS: Mapping[str, Text] = {"low": _("thấp"), "moderate": _("trung bình"), "high": _("cao")}

# --- TOP ----------------------------------------------------------------------------------------------------------

TOP_ITEMS: tuple[tuple[str, Text, tuple[int, ...]], ...] = (
    ("t.alcohol", _("Ngày dùng rượu, bia"), tuple(DAYS)),
    ("t.opioid", _("Ngày dùng chất dạng thuốc phiện"), tuple(DAYS)),
    ("t.crack", _("Ngày dùng cocaine dạng đá"), tuple(DAYS)),
    ("t.cocaine", _("Ngày dùng cocaine"), tuple(DAYS)),
    ("t.amphetamine", _("Ngày dùng chất dạng amphetamine"), tuple(DAYS)),
    ("t.cannabis", _("Ngày dùng cần sa"), tuple(DAYS)),
    ("t.other", _("Ngày dùng chất khác"), tuple(DAYS)),
    ("t.injected", _("Ngày tiêm"), tuple(DAYS)),
    ("t.shared", _("Dùng chung dụng cụ"), YES_NO),
    ("t.mind", _("Sức khỏe tinh thần"), tuple(SCALE)),
    ("t.work", _("Ngày đi làm"), tuple(DAYS)),
    ("t.school", _("Ngày đi học"), tuple(DAYS)),
    ("t.body", _("Sức khỏe thể chất"), tuple(SCALE)),
    ("t.housing", _("Khó khăn về chỗ ở"), YES_NO),
    ("t.eviction", _("Sắp mất chỗ ở"), YES_NO),
    ("t.life", _("Chất lượng cuộc sống"), tuple(SCALE)),
)

NAMES: Mapping[str, str] = {"assist": "ASSIST", "dast10": "DAST-10", "top": "TOP"}


def items(kind: str) -> list[Item]:
    """The answers an instrument asks for, in their order. Raises Refused for one that is not kept here."""
    makers = {"dast10": _dast_items, "assist": _assist_items, "top": _top_items}
    if kind not in makers:
        raise Refused(say("Chưa có phiếu này."), code="instrument-unknown")
    return list(makers[kind]())


def checked(kind: str, answers: Answers) -> dict[str, int]:
    """The answers as they are kept. Raises Refused for one missing, one too many, or one out of range."""
    known = {item.code: item for item in items(kind)}
    if strange := sorted(answers.keys() - known.keys()):
        raise Refused(say("Mục %s không có trong phiếu.") % strange[0], code="item-unknown")
    for code, value in answers.items():
        if value not in known[code].values:
            raise Refused(say("“%s”: giá trị ngoài phạm vi.") % known[code].label, code="item-range")
    kept = dict(answers)
    if kind == "assist":
        _skip_assist(kept)
    if missing := [item for item in known.values() if item.code not in kept]:
        raise Refused(say("Chưa trả lời: %s.") % missing[0].label, code="item-missing")
    return kept


def scores(kind: str, answers: Answers) -> list[Score]:
    """What checked answers add up to."""
    if kind == "dast10":
        return [_dast(answers)]
    if kind == "assist":
        return [_assist(substance, answers) for substance in SUBSTANCES if answers[f"a1.{substance}"]]
    return [Score(code=code, label=label, value=answers[code], most=values[-1]) for code, label, values in TOP_ITEMS]


def _dast_items() -> Iterator[Item]:
    for number, topic in enumerate(DAST_TOPICS, start=1):
        yield Item(code=f"d{number}", label=topic, values=YES_NO, words=_YES_NO_WORDS)


def _assist_items() -> Iterator[Item]:
    for substance, name in SUBSTANCES.items():
        for question, (topic, values, words) in ASSIST_QUESTIONS.items():
            code = f"{question}.{substance}"
            if code not in NOT_ASKED:
                said = dict(zip(values, words, strict=True))
                yield Item(code=code, label=topic, values=values, words=said, group=name)
    yield Item(code=INJECTED, label=_("Đã từng tiêm"), values=(0, 1, 2), words=dict(enumerate(_EVER)), group=_("tiêm"))


def _top_items() -> Iterator[Item]:
    for code, label, values in TOP_ITEMS:
        yield Item(code=code, label=label, values=values, words=_YES_NO_WORDS if values == YES_NO else {})


def _skip_assist(kept: dict[str, int]) -> None:
    """What the instrument skips stands for nothing: never used, or not used within three months."""
    for substance in SUBSTANCES:
        skipped: tuple[str, ...] = ()
        if kept.setdefault(f"a1.{substance}", 0) == 0:
            skipped = _SUMMED
        elif kept.get(f"a2.{substance}") == 0:
            skipped = _RECENT
        for question in skipped:
            code = f"{question}.{substance}"
            if code in NOT_ASKED:
                continue
            if kept.setdefault(code, 0) != 0:
                raise Refused(
                    say("%(substance)s: câu trả lời sau không khớp với câu trước.")
                    % {"substance": SUBSTANCES[substance]},
                    code="item-contradicts",
                )


def _dast(answers: Answers) -> Score:
    value = sum(
        1 - answers[code] if code == DAST_REVERSED else answers[code]
        for code in (f"d{number}" for number in range(1, len(DAST_TOPICS) + 1))
    )
    band, words = next((code, label) for most, code, label in DAST_BANDS if value <= most)
    return Score(code="dast10", label=NAMES["dast10"], value=value, most=10, band=band, band_label=words)


def _assist(substance: str, answers: Answers) -> Score:
    codes = [f"{question}.{substance}" for question in _SUMMED if f"{question}.{substance}" not in NOT_ASKED]
    value = sum(answers[code] for code in codes)
    most = sum(ASSIST_QUESTIONS[code.split(".")[0]][1][-1] for code in codes)
    band = _assist_band(substance, value)
    return Score(
        code=substance,
        label=SUBSTANCES[substance],
        value=value,
        most=most,
        band=band,
        band_label=ASSIST_WORDS[band],
    )


def _assist_band(substance: str, value: int) -> str:
    moderate = ALCOHOL_MODERATE_FROM if substance == "alcohol" else ASSIST_MODERATE_FROM
    if value >= ASSIST_HIGH_FROM:
        return "high"
    return "moderate" if value >= moderate else "low"
