"""A head in six syllables a person can read over the telephone and type without Vietnamese letters.

16 beginnings × 64 endings = 1,024 syllables, so six of them carry the first 60 bits of the digest. The QR code beside
them carries all 256.
"""

from hoanhap.kernel.text import fold

COUNT = 6
# No two that much of the country says alike: tr/ch, s/x and gi/d would be guessed wrong by telephone.
BEGINNINGS = ("b", "ch", "d", "g", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "s", "t", "th", "v")
ENDINGS = (
    *("a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay"),
    *("eo", "em", "en", "eng", "ec", "ep", "et"),
    *("ia", "iec", "iem", "ien", "ieng", "iep", "iet", "ieu", "im", "in", "inh", "ip", "it", "iu"),
    *("o", "oa", "oai", "oan", "oang", "oat", "oc", "oi", "om", "on", "ong", "op", "ot"),
    *("u", "ua", "uan", "uc", "ui", "um", "un", "ung", "uoc", "uoi", "uom", "uon", "uong", "uot", "up", "ut", "uy"),
)
# Not fit for an official paper; each begins with r instead, which no other syllable does.
_UNFIT = ("buoi", "chet", "dam", "deo", "dien", "dit", "du", "dut", "lon")
SYLLABLES = tuple(
    f"r{ending}" if beginning + ending in _UNFIT else beginning + ending
    for beginning in BEGINNINGS
    for ending in ENDINGS
)
_BITS = 10
_PLACE = {syllable: place for place, syllable in enumerate(SYLLABLES)}


def of(chain_digest: bytes) -> tuple[str, ...]:
    """The six syllables of a digest."""
    number = int.from_bytes(chain_digest, "big") >> (len(chain_digest) * 8 - COUNT * _BITS)
    return tuple(SYLLABLES[(number >> (_BITS * place)) & 1023] for place in reversed(range(COUNT)))


def read(typed: str) -> tuple[str, ...] | None:
    """Six syllables as somebody typed them: accents, capitals, dashes and commas do not matter; None when not ours."""
    parts = fold(typed.replace("-", " ").replace(",", " ").replace("·", " ")).split()
    return tuple(parts) if len(parts) == COUNT and all(part in _PLACE for part in parts) else None
