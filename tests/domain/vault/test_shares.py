"""Two of three restore the key; one tells nothing, a wrong one is refused."""

import secrets
from itertools import combinations

import pytest

from hoanhap.foundation.vault import shares
from hoanhap.kernel.errors import Refused

KEY = secrets.token_bytes(32)


@pytest.mark.parametrize(("needed", "made"), [(2, 3), (3, 5), (2, 2)])
def test_any_enough_shares_restore_the_key(needed: int, made: int) -> None:
    parts = shares.split(KEY, needed=needed, made=made)
    assert len(parts) == made
    assert [len(part.split()) for part in parts] == [shares.WORDS] * made
    assert [shares.check(part) for part in parts] == list(range(1, made + 1))
    for some in combinations(parts, needed):
        assert shares.combine(some) == KEY


@pytest.mark.parametrize("needed", [2, 3])
def test_fewer_are_refused(needed: int) -> None:
    parts = shares.split(KEY, needed=needed, made=needed + 1)
    for some in combinations(parts, needed - 1):
        with pytest.raises(Refused):
            shares.combine(some)


def test_one_share_fits_every_key() -> None:
    """What one share tells: its value at one point. For any other key there is a second share that fits it."""
    from shamir_mnemonic import shamir
    from shamir_mnemonic.share import Share

    held = Share.from_mnemonic(shares.split(KEY)[0])
    beside = (held.index + 1) % 16
    for _ in range(50):
        other = secrets.token_bytes(32)
        mine = shamir.RawShare(held.index, held.value)
        # The line through this share and any other secret passes through some second share: none can be ruled out.
        second = shamir._interpolate([mine, shamir.RawShare(shamir.SECRET_INDEX, other)], beside)
        assert shamir._interpolate([mine, shamir.RawShare(beside, second)], shamir.SECRET_INDEX) == other


def test_the_bytes_of_a_share_say_nothing_of_the_key() -> None:
    """Over many splits of one key each byte of a share takes every value: it does not depend on the key."""
    from shamir_mnemonic.share import Share

    seen: set[int] = set()
    for _ in range(300):
        seen |= set(Share.from_mnemonic(shares.split(KEY)[0]).value)
    assert len(seen) == 256


@pytest.mark.parametrize("how", ["misread", "swapped", "short", "other split", "twice", "nonsense"])
def test_a_wrong_share_is_refused(how: str) -> None:
    first, second, _third = shares.split(KEY)
    words = second.split()
    wrong = {
        "misread": " ".join([*words[:10], "zero" if words[10] != "zero" else "academic", *words[11:]]),
        "swapped": " ".join([*words[:20], words[21], words[20], *words[22:]]),
        "short": " ".join(words[:-1]),
        "other split": shares.split(KEY)[1],
        "twice": first,
        "nonsense": "một hai ba",
    }[how]
    with pytest.raises(Refused):
        shares.combine([first, wrong])
    assert shares.combine([first, f"  {second.upper()} "]) == KEY  # typed carelessly, but right


@pytest.mark.parametrize(("needed", "made"), [(1, 3), (4, 3), (2, 17), (0, 0)])
def test_a_split_that_protects_nothing_is_refused(needed: int, made: int) -> None:
    with pytest.raises(Refused):
        shares.split(KEY, needed=needed, made=made)
