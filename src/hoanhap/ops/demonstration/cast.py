"""Who stands in the demonstration: invented officials and invented people, as plain facts.

Names of officials and people are made up; communes and dates of their documents follow the plan of May 2020.
"""

from dataclasses import dataclass
from datetime import date

PILOT = "Thường Lạc"
COMMUNES = (
    "Thường Thới Tiền",
    "Long Khánh A",
    "Long Khánh B",
    "Long Thuận",
    "Phú Thuận A",
    "Phú Thuận B",
    "Thường Lạc",
    "Thường Phước 1",
    "Thường Phước 2",
    "Thường Thới Hậu A",
)
OFFICERS = {
    "Thường Thới Tiền": ("cb.thuongthoitien", "Nguyễn Hữu Lộc"),
    "Long Khánh A": ("cb.longkhanha", "Võ Minh Tâm"),
    "Long Khánh B": ("cb.longkhanhb", "Dương Thị Cẩm"),
    "Long Thuận": ("cb.longthuan", "Phan Văn Nghĩa"),
    "Phú Thuận A": ("cb.phuthuana", "Trương Ngọc Ánh"),
    "Phú Thuận B": ("cb.phuthuanb", "Huỳnh Công Danh"),
    "Thường Lạc": ("cb.thuonglac", "Trần Thị Mai"),
    "Thường Phước 1": ("cb.thuongphuoc1", "Lâm Quốc Việt"),
    "Thường Phước 2": ("cb.thuongphuoc2", "Đặng Thị Liễu"),
    "Thường Thới Hậu A": ("cb.thuongthoihaua", "Cao Văn Sang"),
}
UNION_HELPER = "Lê Thị Hạnh"
HELPERS = (
    ("Lê Thị Hạnh", "Hội LHPN xã"),
    ("Nguyễn Văn Út", "Ủy ban MTTQ xã"),
    ("Phạm Thị Kim Loan", "Trạm Y tế xã"),
    ("Trần Hoài Nam", "Đoàn Thanh niên xã"),
    ("Bùi Văn Lành", "Hội Cựu chiến binh xã"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One invented person of the pilot: how each monthly contact went, from February to June (see MARKS)."""

    name: str
    birth: str
    sex: str = "male"
    hamlet: int = 1
    months: str
    job: str = ""
    wish: str = ""
    decided_on: date = date(2020, 1, 16)
    term: int = 12
    helper: int | None = 0


# P progress, W progress with steady work, N not yet, R needs more support; A absent, I ill, - no contact entered.
PILOT_PEOPLE = (
    Person(
        name="Nguyễn Văn Đào",
        term=6,
        birth="12/03/1992",
        hamlet=2,
        months="NNPPW",
        job="thợ hồ",
        wish="Có việc làm gần nhà, đưa con đi học.",
    ),
    Person(
        name="Trần Văn Bình",
        birth="1990",
        months="NPPPW",
        job="sửa máy nông nghiệp",
        wish="Mở lại tiệm sửa máy.",
        helper=1,
    ),
    Person(name="Lê Hoàng Phúc", term=6, birth="05/09/1995", hamlet=2, months="NPPPP", helper=3),
    Person(name="Phạm Văn Thuận", birth="1988", months="NNPPP", helper=1),
    Person(name="Huỳnh Văn Lợi", birth="20/11/1993", hamlet=3, months="PPPPP", wish="Học nghề điện lạnh.", helper=3),
    Person(name="Võ Thị Ngọc Diễm", birth="1996", sex="female", hamlet=3, months="NNNPP", helper=0),
    Person(name="Đặng Quốc Toàn", birth="14/02/1991", months="NNPPP", helper=4),
    Person(name="Bùi Văn Khánh", birth="1987", hamlet=2, months="NPPPP", helper=4),
    Person(name="Dương Minh Trí", birth="30/06/1998", hamlet=3, months="NNNPP", helper=3),
    Person(name="Cao Văn Hậu", birth="1994", months="NNNNN", helper=1),
    Person(name="Lâm Văn Tài", birth="09/12/1989", hamlet=2, months="NRNNN", helper=2),
    Person(name="Phan Thanh Sơn", birth="1992", hamlet=3, months="NNNNN", helper=2),
    Person(name="Trương Văn Được", term=6, birth="17/07/1990", months="RNNNN", helper=4),
    Person(
        name="Nguyễn Minh Hiếu",
        birth="1999",
        hamlet=2,
        months="NNRRR",
        wish="Được gặp bác sĩ thường xuyên hơn.",
        helper=2,
    ),
    Person(name="Hồ Văn Nghĩa", birth="25/05/1993", hamlet=3, months="NRNRR", helper=2),
    Person(name="Lý Văn Phát", birth="1991", months="NNNAA", helper=1),
    Person(
        name="Huỳnh Thị Thảo",
        birth="03/04/1997",
        sex="female",
        hamlet=2,
        months="----I",
        wish="Có giấy tờ để xin việc.",
        decided_on=date(2020, 5, 18),
        helper=None,
    ),
)

# Elsewhere in the district: state, how many, for each commune.
ELSEWHERE = {
    "Thường Thới Tiền": (("registered", 1), ("rehab_voluntary_community", 3), ("post_rehab_residence", 1)),
    "Long Khánh A": (("addicted", 2), ("rehab_voluntary_community", 3), ("support_only", 1)),
    "Long Khánh B": (("addicted", 1), ("rehab_voluntary_community", 2), ("post_rehab_residence", 1)),
    "Long Thuận": (("rehab_voluntary_community", 2),),
    "Phú Thuận A": (("registered", 2), ("rehab_voluntary_community", 2), ("support_only", 1)),
    "Phú Thuận B": (("addicted", 1), ("rehab_voluntary_community", 2)),
    "Thường Phước 1": (("rehab_voluntary_community", 1), ("post_rehab_residence", 1)),
    "Thường Phước 2": (("addicted", 1),),
    "Thường Thới Hậu A": (("rehab_voluntary_community", 1), ("support_only", 1)),
}

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Ngô")
MIDDLE = ("Văn", "Minh", "Hữu", "Quốc", "Thanh", "Công")
GIVEN = ("An", "Bảo", "Cường", "Dũng", "Giàu", "Hòa", "Khoa", "Long", "Mẫn", "Nhân", "Phong", "Quý", "Tân", "Vinh")


def invented_name(serial: int) -> str:
    """The name of a person served; the same in every run."""
    return _name(serial * 7)


def official_name(serial: int) -> str:
    """The name of an official or a volunteer: never that of a person served."""
    return _name(serial * 7 + 3)


def _name(number: int) -> str:
    """Ten families, six middles, fourteen given names: numbers that differ by no multiple of seven never meet."""
    return f"{FAMILY[number % 10]} {MIDDLE[number % 6]} {GIVEN[number % 14]}"


def invented_number(serial: int) -> str:
    """Twelve digits that begin with 999: no province has this code."""
    return f"999090{serial:06d}"
