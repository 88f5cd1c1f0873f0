"""Vietnamese-like names drawn by how often they occur, so that look-ups meet realistic crowds of namesakes. Pure."""

from itertools import product
from random import Random


def _words(text: str) -> list[str]:
    return text.split()


_SURNAMES = {
    "Nguyễn": 38, "Trần": 11, "Lê": 10, "Phạm": 7, "Huỳnh": 5, "Phan": 5, "Võ": 4, "Đặng": 2, "Bùi": 2, "Đỗ": 2,
    "Hồ": 1, "Ngô": 1, "Dương": 1, "Lý": 1, "Đinh": 1, "Trương": 1, "Lâm": 1, "Mai": 1, "Cao": 1, "Tô": 1,
}  # fmt: skip
_MIDDLES = {
    "male": _words("Văn Văn Văn Hữu Đức Minh Quốc Thanh Công Thành Ngọc Xuân Hoàng Tấn Trung Anh Gia Nhật"),
    "female": _words("Thị Thị Thị Ngọc Thu Thanh Kim Mỹ Bích Hồng Phương Minh Như Diễm"),
}
_GIVEN = {
    "male": _words(
        "Hùng Tuấn Dũng Minh Nam Hải Sơn Long Thành Đức Cường Phúc Tâm Hiếu Khánh Bình Quang Thắng Huy Tài Lộc Phong "
        "Vinh Toàn Nghĩa Trung Kiên Đạt Tùng Hưng Khoa Duy Phát Thịnh Lâm Tiến Bảo Hậu An Tín Trí Nhân Thiện Luân "
        "Giang Hòa Quý Được Chiến Đông Sáng Khải Vũ Thuận Linh Tường Nhựt Đăng Khôi Thông"
    ),
    "female": _words(
        "Lan Hương Mai Hoa Linh Thảo Trang Ngân Hạnh Yến Nga Thủy Hằng Phượng Loan Hà Vân Tuyết Dung Liên Oanh Quyên "
        "Trinh Thư Nhung Diệu Xuân Hiền Cúc Đào Nguyệt Thơm Huệ Chi My Uyên Trâm Thắm Ánh Bé"
    ),
}
_PLACE_FIRST = _words("An Bình Tân Phú Long Vĩnh Hòa Mỹ Thạnh Đông Thới Hưng Lộc Phước Thiện Khánh")
_PLACE_SECOND = _words("Lợi Hòa Thành Phong Thuận Hưng Lạc Khánh Đức Trung Ninh Xuân")


def person(dice: Random, sex: str) -> str:
    """A full name. Early given names of the lists are drawn more often: the commonest bears about one in fifteen."""
    given = _GIVEN[sex]
    surname = dice.choices(list(_SURNAMES), weights=list(_SURNAMES.values()))[0]
    chosen = given[min(int(dice.expovariate(4 / len(given))), len(given) - 1)]
    return f"{surname} {dice.choice(_MIDDLES[sex])} {chosen}"


def places(count: int) -> list[str]:
    """So many different names of communes, the same in every world."""
    pairs = [f"{first} {second}" for first, second in product(_PLACE_FIRST, _PLACE_SECOND) if first != second]
    numbered = (f"{name} {round_ or ''}".strip() for round_ in range(count // len(pairs) + 1) for name in pairs)
    return [name for name, _number in zip(numbered, range(count), strict=False)]
