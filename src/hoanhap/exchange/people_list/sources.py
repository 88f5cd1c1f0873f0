"""From a clerk's words to who found the person and where a returnee came from, and back (nguồn phát hiện)."""

import re

from django.utils.translation import gettext as _

from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import fold, tidy

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")

# Code → the words the list is written with, then others people write. Which codes there are says people/intake.
SOURCES = {
    "self": ("tự khai", "tự khai báo", "tự giác khai báo", "bản thân"),
    "family": ("gia đình", "người thân", "thân nhân"),
    "police": ("công an",),
    "union": (
        "đoàn thể",
        "mặt trận",
        "hội phụ nữ",
        "hội LHPN",
        "đoàn thanh niên",
        "hội cựu chiến binh",
        "hội nông dân",
    ),
    "community": ("cộng đồng", "quần chúng", "người dân", "nhân dân", "hàng xóm"),
    "facility": ("nơi trở về bàn giao", "cơ sở bàn giao", "bàn giao"),
}
ORIGINS = {
    "compulsory": ("cơ sở cai nghiện bắt buộc", "cai nghiện bắt buộc", "trung tâm cai nghiện bắt buộc"),
    "voluntary": ("cơ sở cai nghiện tự nguyện", "cai nghiện tự nguyện"),
    "prison": ("trại giam", "trại tạm giam"),
    "parole": ("tha tù trước thời hạn có điều kiện", "tha tù trước thời hạn"),
    "reform": ("trường giáo dưỡng",),
    "education": ("cơ sở giáo dục bắt buộc",),
    "elsewhere": ("nơi khác",),
}


def read(written: str) -> tuple[str, str]:
    """Codes of source and origin, both "" when nothing is said. Raises Refused."""
    folded = f" {_plain(written)} "
    if not folded.strip():
        return "", ""
    origins, rest = _found(ORIGINS, folded)
    sources, _left = _found(SOURCES, rest)
    if len(sources) > 1 or len(origins) > 1:
        raise Refused(
            _("Ô nêu nhiều nguồn phát hiện: “%(text)s”.") % {"text": tidy(written)[:60]},
            way_out=_("Ghi một nguồn, nơi biết đến trước."),
        )
    if not sources and not origins:
        raise Refused(
            _("Không hiểu nguồn phát hiện “%(text)s”.") % {"text": tidy(written)[:60]},
            way_out=_("Ghi tự khai, gia đình, công an, đoàn thể, cộng đồng, hoặc nơi trở về, ví dụ “trại giam”."),
        )
    # Whoever names only the place says that the place handed him over.
    return (sources or ["facility"])[0], (origins or [""])[0]


def written(source: str, origin: str) -> str:
    """As the list says it: "công an", "nơi trở về bàn giao; trại giam"."""
    return "; ".join([*SOURCES.get(source, ())[:1], *ORIGINS.get(origin, ())[:1]])


def _found(words: dict[str, tuple[str, ...]], folded: str) -> tuple[list[str], str]:
    """The codes whose words stand here, the longest words first, and what is left of the text."""
    known = sorted(
        ((_plain(one), code) for code, all_of in words.items() for one in all_of), key=lambda it: -len(it[0])
    )
    codes: list[str] = []
    for wording, code in known:
        if f" {wording} " in folded:
            folded = folded.replace(f" {wording} ", "  ")
            codes += [code] if code not in codes else []
    return codes, folded


def _plain(text: str) -> str:
    return _NOT_LETTERS.sub(" ", fold(text)).strip()
