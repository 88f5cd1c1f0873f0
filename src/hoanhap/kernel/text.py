"""Vietnamese text: one spelling (NFC), and a folded form by which a name is found with or without accents."""

import unicodedata

# Zero-width characters and directional marks make two equal-looking names differ; they carry no meaning here.
_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
# Control characters that are no white space: PostgreSQL and XML refuse some of them, screens show none.
_CONTROLS = (*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0))
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *_DIRECTIONS, *_CONTROLS])


def nfc(value: str) -> str:
    return unicodedata.normalize("NFC", value)


def tidy(value: str) -> str:
    """NFC, invisible characters dropped, white space collapsed: how every typed text is stored."""
    return _spaced(value if _plain(value) else nfc(value.translate(_INVISIBLE)))


def fold(value: str) -> str:
    """Lower case without marks: "Cường", "cuong" and an NFD spelling all give "cuong"; đ gives d."""
    if _plain(value):
        return _spaced(value.lower())
    spelled = unicodedata.normalize("NFD", value.translate(_INVISIBLE))
    plain = "".join([letter for letter in spelled if not unicodedata.combining(letter)])
    return _spaced(plain.replace("đ", "d").replace("Đ", "d").casefold())


def _plain(value: str) -> bool:
    """Most cells of a list are printable ASCII, where neither spelling nor invisible characters can differ."""
    return value.isascii() and value.isprintable()


def _spaced(value: str) -> str:
    """Runs of white space of any kind become one space, none at the ends."""
    return " ".join(value.split())


def clean_name(value: str) -> str:
    """A person's name as written, tidied; a name typed all in capitals is written with initial capitals."""
    name = tidy(value)
    return name.title() if name.isupper() and len(name) > 3 else name


def given_name(full_name: str) -> str:
    """The last word: Vietnamese people are called, and looked up, by their given name."""
    words = tidy(full_name).split(" ")
    return words[-1]


def lower_first(value: str) -> str:
    return value[:1].lower() + value[1:]


def upper_first(value: str) -> str:
    return value[:1].upper() + value[1:]
