"""The axes on which a commune classifies a person, and a suggestion explained in one sentence. Pure.

The axes are those of the plan of huyện Hồng Ngự (2020): personal traits, level, cause; the words of each axis are ours.
A suggestion is shown to whoever decides together with the person; nothing in the house acts on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hoanhap import law
from hoanhap.kernel.errors import Refused

Words = Mapping[str, str | Promise]

LEVELS: Words = {
    "light": _("nhẹ"),
    "medium": _("vừa"),
    "heavy": _("nặng"),
    "unknown": _("chưa rõ"),
}
CAUSES: Words = {
    "curious": _("tò mò, dùng thử"),
    "friends": _("bạn bè rủ rê"),
    "family": _("hoàn cảnh gia đình"),
    "sorrow": _("buồn chán, áp lực"),
    "work": _("công việc nặng, thức đêm"),
    "pain": _("giảm đau, tự chữa bệnh"),
    "other": _("nguyên nhân khác"),
    "unknown": _("chưa rõ"),
}
TRAITS: Words = {
    "student": _("đang đi học"),
    "working": _("có việc làm ổn định"),
    "jobless": _("chưa có việc làm"),
    "alone": _("sống một mình"),
    "family": _("có gia đình cùng chăm lo"),
    "children": _("đang nuôi con nhỏ"),
    "no_home": _("không có nơi cư trú ổn định"),
    "no_papers": _("chưa có giấy tờ tùy thân"),
    "poor": _("hộ nghèo, cận nghèo"),
    "returned": _("vừa trở về từ cơ sở, trại"),
}
DRUGS: Words = {
    "opioid": _("dạng thuốc phiện (thuốc phiện, heroin)"),
    "amphetamine": _("dạng amphetamine (đá, thuốc lắc)"),
    "cannabis": _("cần sa"),
    "ketamine": _("ketamine"),
    "cocaine": _("cocaine"),
    "other": _("chất khác"),
    "unknown": _("chưa rõ"),
}
ROUTES: Words = {
    "smoke": _("hút, hít"),
    "swallow": _("uống, nuốt"),
    "inject": _("tiêm"),
    "other": _("cách khác"),
    "unknown": _("chưa rõ"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """A classification as it is written."""

    from_on: date
    level: str = "unknown"
    cause: str = "unknown"
    traits: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    first_use_year: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A form to talk about first, in one sentence, with the article of the measure; "" when none is suggested."""

    measure: str
    sentence: str
    article: str = ""


def checked(details: Details, *, birth_year: int | None, opened_on: date, today: date) -> Details:
    """Raise Refused unless every word is of its axis and the day and the year can be."""
    if details.from_on > today:
        raise Refused(say("Ngày phân loại ở tương lai."), code="classified-ahead")
    if details.from_on < opened_on:
        raise Refused(say("Ngày phân loại trước ngày mở hồ sơ."), code="classified-before")
    if details.level not in LEVELS or details.cause not in CAUSES:
        raise Refused(say("Chọn mức độ và nguyên nhân trong danh sách."), code="classified-word")
    for said, axis in ((details.traits, TRAITS), (details.drugs, DRUGS), (details.routes, ROUTES)):
        if not set(said) <= axis.keys():
            raise Refused(say("Có mục không có trong danh sách."), code="classified-word")
    year = details.first_use_year
    if year is not None and not max(1900, (birth_year or 0) + 1) <= year <= details.from_on.year:
        raise Refused(say("Năm bắt đầu sử dụng không khớp với năm sinh hoặc ở tương lai."), code="use-first-year")
    return details


def suggest(details: Details | None, *, determined: str, age: int | None, regime: str, on: date) -> Suggestion:
    """One form to begin the talk with, and why. `determined`: "has", "has_not" or "" when nothing is known."""
    if determined != "has":
        return Suggestion(measure="", sentence=str(_NOT_YET[determined]))
    known = details or Details(from_on=on)
    for measure, because in _wishes(known):
        found = law.regime(regime).measure(measure)
        admitted = found is not None and (found.ages is None or age is None or found.ages.admit(age))
        if found is not None and admitted and not _ended(measure, on):
            words = {"form": say(law.measures()[measure]), "why": because}
            article = found.ages.article if found.ages else found.deciders[0].article
            sentence = say("Nên bàn trước về hình thức “%(form)s”, vì %(why)s; cán bộ và người ấy cùng quyết định.")
            return Suggestion(measure=measure, sentence=sentence % words, article=article)
    none = say("Chưa gợi ý hình thức nào: tuổi của người này chưa thuộc diện áp dụng; nên tư vấn và hỗ trợ gia đình.")
    return Suggestion(measure="", sentence=none)


_NOT_YET = {
    "": _("Chưa gợi ý hình thức cai nghiện, vì chưa có kết quả xác định tình trạng nghiện; nên tư vấn trước."),
    "has_not": _("Không gợi ý hình thức cai nghiện, vì kết quả xác định là không nghiện; nên tư vấn, phòng ngừa."),
}


def _wishes(details: Details) -> Sequence[tuple[str, str]]:
    """Forms with their reason, the first that fits first; the last three always end in one the law of the day has."""
    found = []
    if "opioid" in details.drugs:
        found.append(("ost", say("chất đã dùng thuộc dạng thuốc phiện")))
    if "no_home" in details.traits:
        found.append(("rehab_voluntary_facility", say("chưa có nơi cư trú ổn định")))
    if details.level == "heavy":
        found.append(("rehab_voluntary_facility", say("mức độ được phân loại là nặng")))
    if "alone" in details.traits:
        found.append(("rehab_voluntary_community", say("đang sống một mình, cần người hỗ trợ ở cộng đồng")))
    if "family" in details.traits:
        found.append(("rehab_voluntary_home", say("có gia đình cùng chăm lo")))
    found.append(("rehab_voluntary_community", say("ở tại cộng đồng giữ được việc làm, gia đình")))
    return found


def _ended(measure: str, on: date) -> bool:
    return any(refused.measure == measure for refused in law.refused_on(on))
