"""Other people's names and numbers in a text: hidden however they are spelled; what is one's own stays."""

import unicodedata

import pytest

from hoanhap.foundation.privacy.masking import Masker, names_in

OTHERS = [("Lê Thị Hạnh", "(người giúp đỡ)"), ("Trần Văn Bảy", "(người khác)"), ("Nguyễn Văn Ví Dụ", "(người khác)")]
OWN = ["Nguyễn Văn Ví Dụ", "0912345678", "079092001234"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Lê Thị Hạnh đến thăm", "(người giúp đỡ) đến thăm"),
        ("le thi hanh den tham", "(người giúp đỡ) den tham"),
        ("LÊ  THỊ\nHẠNH", "(người giúp đỡ)"),
        ("gặp bà Hạnh và anh Bảy", "gặp bà (người giúp đỡ) và anh (người khác)"),
        ("Trần Văn Bảy, ĐT 0987 654 321", "(người khác), ĐT (số đã che)"),
        ("gọi +84 98.765.4321", "gọi (số đã che)"),
        ("CCCD 079 085 004 321", "CCCD (số đã che)"),
        ("Nguyễn Văn Ví Dụ, 0912 345 678", "Nguyễn Văn Ví Dụ, 0912 345 678"),
        ("của mình: +84 912345678", "của mình: +84 912345678"),
        ("ngày 16/06/2020, vay 50.000.000 đồng", "ngày 16/06/2020, vay 50.000.000 đồng"),
        ("hạnh phúc gia đình, bảy ngày", "hạnh phúc gia đình, bảy ngày"),
        ("", ""),
    ],
)
def test_what_is_hidden_and_what_stays(text: str, shown: str) -> None:
    assert Masker(OTHERS, OWN).hide(text) == shown


def test_in_another_spelling_of_unicode() -> None:
    decomposed = unicodedata.normalize("NFD", "Lê Thị Hạnh")
    assert "Hạnh" not in unicodedata.normalize("NFC", Masker(OTHERS, OWN).hide(f"gặp {decomposed} hôm qua"))


def test_a_masker_that_knows_nobody_hides_no_name() -> None:
    """Known-bad control: without the register of other persons the name would stand in the copy."""
    assert Masker([], OWN).hide("Lê Thị Hạnh đến thăm") == "Lê Thị Hạnh đến thăm"


def test_names_in_a_line_about_relatives() -> None:
    assert names_in("Nguyễn Thị Ớt (mẹ), Trần Văn Đá: 0912345678") == ["Nguyễn Thị Ớt", "Trần Văn Đá"]
    assert names_in("mẹ ruột") == []
