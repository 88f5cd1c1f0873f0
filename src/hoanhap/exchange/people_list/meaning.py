"""From a clerk's words to the one vocabulary of the law: which state, which measure, what happened since."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import fold

HOME = "rehab_voluntary_home"
COMMUNITY = "rehab_voluntary_community"
COMPULSORY_COMMUNITY = "rehab_compulsory_community"
FACILITY = "rehab_voluntary_facility"
COMPULSORY_ADULT = "rehab_compulsory_adult"
COMPULSORY_MINOR = "rehab_compulsory_minor"
OST = "ost"
AFTER = "post_rehab_residence"
AFTER_CENTRE = "post_rehab_centre"
USER = "user_management"

SUPPORT = "support_only"

USES, ADDICTED, IN_REHAB, AFTER_REHAB, SUPPORTED = "uses", "addicted", "in_rehab", "after_rehab", "supported"
_STATUSES = (
    (SUPPORTED, ("chi ho tro", "ho tro tu nguyen", "duoc ho tro")),
    (AFTER_REHAB, ("sau cai", "da cai", "cai xong", "hoan thanh cai")),
    (IN_REHAB, ("dang cai", "cai nghien", "dang dieu tri", "dieu tri")),
    (ADDICTED, ("nghien",)),
    (USES, ("su dung", "sd trai phep", "sdtpcmt")),
)
_MINOR_AGE = 18
_CHANGES = (
    ("closed_deceased", ("chet", "tu vong", "da mat", "qua doi")),
    ("closed_imprisoned", ("giam giu", "tam giam", "thi hanh an", "chap hanh an", "bi bat", "trai giam", "phat tu")),
    ("closed_moved", ("chuyen di", "chuyen noi", "chuyen khau", "di noi khac", "chuyen dia ban", "chuyen xa")),
    ("closed_missing", ("tuyen bo mat tich",)),
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The state to open with, its measure ("" when there is none), and what the reader should be told."""

    state: str
    measure: str = ""
    note: str = ""


def status(written: str) -> str:
    """One of the four classes, "" when nothing is said. Raises Refused."""
    folded = _words(written)
    if not folded:
        return ""
    if "nghi " in f"{folded} ":
        raise _unclear_status(written)
    for code, wordings in _STATUSES:
        if any(wording in folded for wording in wordings):
            return code
    raise _unclear_status(written)


def measure(written: str, *, age: int | None) -> tuple[str, str]:
    """The measure and a note, ("", "") when nothing is said. Raises Refused."""
    folded = _words(written)
    if not folded:
        return "", ""
    forced = "bat buoc" in folded or "bb" in folded.split()
    if any(word in folded for word in ("methadone", "methadon", "mmt", "thay the", "buprenorphin", "suboxone")):
        return OST, ""
    if "sau cai" in folded:
        return (AFTER_CENTRE if _at_centre(folded) else AFTER), ""
    if "gia dinh" in folded or "tai nha" in folded:
        return HOME, ""
    if "cong dong" in folded or "tai xa" in folded:
        return (COMPULSORY_COMMUNITY if forced else COMMUNITY), ""
    if forced and (_at_centre(folded) or folded in {"bat buoc", "cai bat buoc", "cai nghien bat buoc"}):
        return (COMPULSORY_MINOR if age is not None and age < _MINOR_AGE else COMPULSORY_ADULT), ""
    if _at_centre(folded):
        said = "tu nguyen" in folded
        return FACILITY, "" if said else _("Hiểu là cai tự nguyện tại cơ sở; nếu bắt buộc hãy ghi “cơ sở bắt buộc”.")
    raise Refused(
        _("Không hiểu hình thức cai “%(text)s”.") % {"text": written},
        way_out=_("Ghi: gia đình, cộng đồng, cơ sở tự nguyện, cơ sở bắt buộc hoặc Methadone."),
    )


def opening(status_code: str, measure_code: str, *, regime: str, decided: bool) -> Meaning:
    """Which state a case opens in. Raises Refused when the two columns contradict each other or say too little."""
    if status_code == USES:
        if regime == "R2010":
            return Meaning("identified")
        return Meaning(USER, USER) if decided else Meaning("identified")
    if status_code == AFTER_REHAB:
        after = measure_code if measure_code in (AFTER, AFTER_CENTRE) else AFTER
        return Meaning(after, after)
    if status_code == SUPPORTED:
        return Meaning(SUPPORT, SUPPORT)
    if status_code == ADDICTED and not measure_code:
        return Meaning("addicted")
    if measure_code:
        return Meaning(measure_code, measure_code)
    if status_code == IN_REHAB:
        raise Refused(
            _("Ghi “đang cai” nhưng chưa có hình thức cai."),
            way_out=_("Điền cột Hình thức cai: gia đình, cộng đồng, cơ sở hoặc Methadone."),
        )
    raise Refused(_("Chưa có diện quản lý."), way_out=_("Ghi một trong: sử dụng, nghiện, đang cai, sau cai."))


def change(written: str) -> str:
    """What happened since, as a closing state; "" for nothing. Raises Refused."""
    folded = _words(written)
    if not folded or folded in {"khong", "khong co", "khong bien dong"}:
        return ""
    for code, wordings in _CHANGES:
        if any(wording in folded for wording in wordings):
            return code
    if _at_centre(folded):
        raise Refused(
            _("“%(text)s”: người vào cơ sở vẫn thuộc danh sách.") % {"text": written},
            way_out=_("Ghi ở cột Hình thức cai: cơ sở tự nguyện hoặc cơ sở bắt buộc; để trống cột Biến động."),
        )
    raise Refused(
        _("Không hiểu biến động “%(text)s”.") % {"text": written},
        way_out=_("Ghi: chuyển đi, chết, phạt tù; nếu không có thì để trống."),
    )


def _words(written: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(written)).strip()


def _at_centre(folded: str) -> bool:
    return any(word in folded for word in ("co so", "trung tam", "tap trung"))


def _unclear_status(written: str) -> Refused:
    return Refused(
        _("Không hiểu diện quản lý “%(text)s”.") % {"text": written},
        way_out=_("Ghi một trong: sử dụng, nghiện, đang cai, sau cai."),
    )
