"""How a unit is written and asked for: titles, their short forms, and the key by which a name is found. Pure."""

import re
from dataclasses import dataclass

from hoanhap.kernel.text import fold, nfc, tidy

PROVINCE_TITLES = ("tỉnh", "thành phố")
DISTRICT_TITLES = ("huyện", "quận", "thị xã", "thành phố")
COMMUNE_TITLES = ("xã", "phường", "thị trấn", "đặc khu")
HAMLET_TITLES = ("ấp", "khóm", "khu phố", "tổ dân phố", "thôn", "bản", "buôn", "làng", "xóm", "khu", "tổ")

# Folded short form -> title. Longer forms are tried first ("tổ dân phố 3" is not "tổ" named "dân phố 3").
_SHORT_FORMS = {
    "t": "tỉnh", "tp": "thành phố", "t p": "thành phố", "h": "huyện", "q": "quận", "tx": "thị xã", "t x": "thị xã",
    "x": "xã", "p": "phường", "f": "phường", "tt": "thị trấn", "t t": "thị trấn",
    "a": "ấp", "k": "khóm", "kp": "khu phố", "k p": "khu phố", "tdp": "tổ dân phố",
}  # fmt: skip
_TITLES = {fold(t): t for t in (*PROVINCE_TITLES, *DISTRICT_TITLES, *COMMUNE_TITLES, *HAMLET_TITLES)}
_PREFIXES = sorted({**_TITLES, **_SHORT_FORMS}.items(), key=lambda pair: (-len(pair[0]), pair[0]))
_NICKNAMES = {"hcm": "ho chi minh", "tphcm": "tp ho chi minh", "tp hcm": "tp ho chi minh"}
_MARKS = re.compile(r"[^\w\s]")
_GLUED = re.compile(r"^([^\W\d]+)(\d)")
_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")

# Where the tone mark of oa, oe, uy is written (hoà / hòa) is a habit of typing, not another name.
_TONE_PLACES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe",
    "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """One way to read what was typed: with the title that was named, or the whole text as a name."""

    title: str
    folded: str


def search_key(name: str) -> str:
    """The folded key of a name without its title: "Ch'ơm" -> "ch om", "05" -> "5"."""
    return _LEADING_ZEROS.sub("", " ".join(_MARKS.sub(" ", fold(name)).split()))


def readings(text: str) -> list[Reading]:
    """ "P. 12" may be phường 12; "bản cầm" may be the bản named Cầm or the commune named Bản Cầm."""
    typed = search_key(text)
    typed = _NICKNAMES.get(typed, typed)
    plain = search_key(_GLUED.sub(r"\1 \2", typed))
    found = [Reading(title="", folded=whole) for whole in dict.fromkeys((typed, plain)) if whole]
    for prefix, title in _PREFIXES:
        if plain.startswith(prefix + " "):
            found.append(Reading(title=title, folded=plain[len(prefix) + 1 :]))
            break
    return found


def split_title(text: str, titles: tuple[str, ...]) -> tuple[str, str]:
    """("ấp", "2") from "ấp 2"; ("", "Bến Cát") when no title of this level leads the text."""
    clean = tidy(text)
    plain = not has_accents(clean)
    for title in sorted(titles, key=len, reverse=True):
        wanted = fold(title) if plain else title
        words = len(wanted.split())
        if clean.lower().split()[:words] == wanted.split():
            return title, " ".join(clean.split()[words:])
    return "", clean


def accented(text: str) -> str:
    """For telling Hòa An from Hoà Ân: one case, one way to place the tone mark, accents kept."""
    plain = " ".join(_MARKS.sub(" ", nfc(text).casefold()).split())
    for typed, kept in _TONE_PLACES.items():
        plain = plain.replace(typed, kept)
    return plain


def has_accents(text: str) -> bool:
    return fold(text) != tidy(text).casefold()
