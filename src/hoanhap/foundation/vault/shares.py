"""The master key in parts: any `needed` of `made` shares restore it, fewer tell nothing about it (Shamir, SLIP-39).

A share is 33 English words with a checksum; its first words tell which split it belongs to.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share

from hoanhap.foundation.vault.master_key import KEY_BYTES
from hoanhap.kernel.errors import Refused

WORDS = 33


def split(key: bytes, *, needed: int = 2, made: int = 3) -> list[str]:
    """Shares of a key. Raises Refused unless 2 ≤ needed ≤ made ≤ 16."""
    if not 2 <= needed <= made <= 16:
        raise Refused(_("Cần ít nhất 2 mảnh để dựng lại, và nhiều nhất là 16 mảnh."))
    groups: list[list[str]] = generate_mnemonics(1, [(needed, made)], key, iteration_exponent=0)
    return groups[0]


def check(share: str) -> int:
    """Which share of its split this is, from 1. Raises Refused when a word was misread."""
    try:
        number: int = Share.from_mnemonic(tidy(share)).index + 1
    except MnemonicError as error:
        raise Refused(
            _("Mảnh này có từ chép sai hoặc thiếu."),
            way_out=_("Đọc lại từng từ trên giấy: đủ %d từ, đúng thứ tự.") % WORDS,
        ) from error
    return number


def combine(shares: Sequence[str]) -> bytes:
    """The key again. Raises Refused for too few shares, a wrong word, or shares of different splits."""
    for share in shares:
        check(share)
    try:
        key: bytes = combine_mnemonics([tidy(share) for share in shares])
    except MnemonicError as error:
        raise Refused(
            _("Các mảnh này không ghép lại được: thiếu mảnh, trùng mảnh, hoặc thuộc hai lần chia khác nhau."),
            way_out=_("Các mảnh của một lần chia có ba từ đầu gần giống nhau và cùng ngày trên giấy."),
        ) from error
    if len(key) != KEY_BYTES:
        raise Refused(_("Các mảnh này không phải của khóa chính."))
    return key


def tidy(share: str) -> str:
    return " ".join(share.lower().split())
