"""How people are spread over states, sexes, helpers and outcomes: near the national picture of 2024–2026, as data.

Sources: about 300,000 persons of all states in 2025, some 47,000 of them in centres, over 51,000 in methadone
treatment, about 18,000 centre certificates in half a year, home and community rehab some thousands a year. The split is
our conclusion (INFER), good enough to load a table with, not to cite.
"""

from dataclasses import dataclass

MALE = 0.95
WHOLE_BIRTH_DATE = 0.8
WITH_ID_NUMBER = 0.9
WITH_PHONE = 0.6
WITH_HELPER = 0.7
IN_COHORT = 0.5
NEWCOMERS = 0.04
LEAVERS = 0.02
CONTACT = 0.75
MET = 0.85
REGULATION = 0.95


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a hundred stand in a state; the case began between so many days ago; `decided`: by a decision."""

    state: str
    weight: int
    since: tuple[int, int]
    decided: bool = False
    before: str = ""


STATES = (
    Share("identified", 12, (60, 900)),
    Share("user_management", 16, (60, 330), decided=True),
    Share("addicted", 24, (60, 2000)),
    Share("rehab_voluntary_home", 3, (50, 165), decided=True),
    Share("rehab_voluntary_community", 2, (50, 165), decided=True),
    Share("ost", 14, (60, 1500)),
    Share("rehab_voluntary_facility", 2, (50, 165), decided=True),
    Share("rehab_compulsory_adult", 11, (60, 330), decided=True),
    Share("post_rehab_residence", 8, (60, 330), decided=True),
    Share("post_rehab_residence", 4, (50, 120), decided=True, before="rehab_voluntary_home"),
    Share("support_only", 4, (60, 700)),
)
WITHOUT_MEASURE = "identified"
"""Stands in where a measure did not exist on the day (no management of users before 2022)."""
LEAVING = ("closed_moved", "closed_moved", "closed_imprisoned", "closed_deceased")
CONDITIONS = {"progress": 55, "not_yet": 32, "at_risk": 13}
WORK = {"none": 30, "occasional": 35, "stable": 30, "": 5}
MISSED = {"absent": 70, "ill": 12, "moved": 10, "other": 8}
PLACES = {"home": 60, "office": 25, "phone": 10, "elsewhere": 5}
ORGANISATIONS = ("Hội Cựu chiến binh", "Hội Liên hiệp Phụ nữ", "Đoàn Thanh niên", "Ủy ban Mặt trận", "Công an xã")
EDUCATION = ("5/12", "7/12", "9/12", "10/12", "12/12", "trung cấp")
OCCUPATIONS = ("làm thuê", "làm ruộng", "phụ hồ", "chạy xe", "buôn bán", "thợ cơ khí", "chưa có việc làm")
MARITAL = ("độc thân", "có vợ/chồng", "ly hôn")
NEEDS = ("học nghề", "tìm việc làm", "vay vốn", "làm lại giấy tờ", "khám sức khỏe")
