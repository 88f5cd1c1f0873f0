"""Codes of a telephone and of paper, and what is kept of a browser's name."""

import base64
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from hoanhap.foundation.sign_in import rules

SECRET = b"12345678901234567890"
MOMENT = datetime(2026, 11, 22, 9, 0, 10, tzinfo=UTC)
NOW = rules.step_at(MOMENT)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(seconds: int, shown: str) -> None:
    """The published test vectors (their last six digits): any app on any telephone agrees."""
    assert rules.code(SECRET, rules.step_at(datetime.fromtimestamp(seconds, UTC))) == shown


@pytest.mark.parametrize("late", [-1, 0, 1])
def test_half_a_minute_early_or_late_is_taken(late: int) -> None:
    assert rules.matching_step(SECRET, rules.code(SECRET, NOW + late), moment=MOMENT, after=0) == NOW + late


@pytest.mark.parametrize("late", [-3, -2, 2, 3, 120])
def test_more_is_not(late: int) -> None:
    assert rules.matching_step(SECRET, rules.code(SECRET, NOW + late), moment=MOMENT, after=0) is None


def test_a_code_used_before_and_those_before_it_are_not_taken() -> None:
    for late in (-1, 0):
        assert rules.matching_step(SECRET, rules.code(SECRET, NOW + late), moment=MOMENT, after=NOW) is None
    assert rules.matching_step(SECRET, rules.code(SECRET, NOW + 1), moment=MOMENT, after=NOW) == NOW + 1


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "00000a", "' or 1=1"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert rules.matching_step(SECRET, typed, moment=MOMENT, after=0) is None


def test_a_space_in_the_middle_does_not_matter() -> None:
    shown = rules.code(SECRET, NOW)
    assert rules.matching_step(SECRET, f" {shown[:3]} {shown[3:]} ", moment=MOMENT, after=0) == NOW


def test_a_telephone_reads_the_secret_out_of_the_picture() -> None:
    parts = urlsplit(rules.address_for_telephone(SECRET, "mai&secret=AAAA"))
    asked = parse_qs(parts.query)
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert [base64.b32decode(letters) for letters in asked["secret"]] == [SECRET]
    assert asked["issuer"] == ["Hòa Nhập"]
    assert base64.b32decode(rules.as_typed_by_hand(SECRET).replace(" ", "")) == SECRET


def test_secrets_and_recovery_codes_are_long_and_never_the_same() -> None:
    assert len({rules.new_secret() for _ in range(200)}) == 200
    codes = {rules.new_recovery_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert all(len(rules.plain_recovery_code(code)) == 12 for code in codes)
    assert not set("01ilo") & set("".join(codes))


@pytest.mark.parametrize("typed", ["ABCD-2345-WXYZ", " abcd 2345 wxyz ", "abcd2345wxyz", "abcd–2345–wxyz"])
def test_a_recovery_code_is_read_as_people_type(typed: str) -> None:
    assert rules.plain_recovery_code(typed) == "abcd2345wxyz"


CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"
)


@pytest.mark.parametrize(
    ("user_agent", "kept"),
    [
        (CHROME, ("Chrome", "Windows")),
        (f"{CHROME} Edg/141.0", ("Edge", "Windows")),
        (CHROME.replace("Chrome/", "coc_coc_browser/141 Chrome/"), ("Cốc Cốc", "Windows")),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", ("Firefox", "Linux")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", ("Safari", "iPhone")),
        ("<script>alert(1)</script>", ("", "")),
        ("", ("", "")),
    ],
)
def test_of_a_browser_only_its_family_and_system_are_kept(user_agent: str, kept: tuple[str, str]) -> None:
    assert rules.described(user_agent) == kept


def test_time_limits_are_short() -> None:
    assert timedelta(minutes=10) >= rules.PENDING_LASTS
    assert rules.TOLERANCE == 1
