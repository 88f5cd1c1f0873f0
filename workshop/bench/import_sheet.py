"""Writes a commune's list of invented people as an .xlsx file, one row in a hundred with a fault a clerk might make."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from hoanhap.exchange.people_list.columns import COLUMNS
from hoanhap.kernel.dates import show
from hoanhap.ops.generator.inventing import Invented
from hoanhap.people.cases import states

BAD_EVERY = 100
_WORDS = {
    "identified": ("sử dụng", ""),
    "user_management": ("sử dụng", ""),
    "addicted": ("nghiện", ""),
    "rehab_voluntary_home": ("đang cai", "gia đình"),
    "rehab_voluntary_community": ("đang cai", "cộng đồng"),
    "ost": ("đang điều trị", "Methadone"),
    "rehab_voluntary_facility": ("đang cai", "cơ sở tự nguyện"),
    "rehab_compulsory_adult": ("đang cai", "cơ sở bắt buộc"),
    "post_rehab_residence": ("sau cai", ""),
    "support_only": ("chỉ hỗ trợ", ""),
}
_FAULTS: tuple[dict[str, str], ...] = (
    {"birth": "01/01/2090"},
    {"id_number": "9990012"},
    {"status": "không hiểu được"},
    {"decision": "Số 12/QĐ-UBND"},
    {"method": "ở nơi nào đó"},
)


def write(path: Path, people: Iterable[Invented]) -> int:
    """Write the list; how many rows carry a fault."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Danh sách")
    for column, heading in enumerate(COLUMNS):
        sheet.write_string(0, column, heading.title)
    bad = 0
    for number, person in enumerate(people, start=1):
        cells = _cells(number, person)
        if number % BAD_EVERY == 0:
            cells |= _FAULTS[bad % len(_FAULTS)]
            bad += 1
        for column, heading in enumerate(COLUMNS):
            if cells.get(heading.code):
                sheet.write_string(number, column, cells[heading.code])
    book.close()
    return bad


def _cells(number: int, person: Invented) -> dict[str, str]:
    details = person.details
    return {
        "no": str(number),
        "full_name": details.full_name,
        "birth": str(details.birth or ""),
        "sex": {"male": "Nam", "female": "Nữ"}[details.sex],
        "id_number": details.id_number,
        "ethnicity": "Kinh" if details.ethnicity == "kinh" else "Khmer",
        "permanent_address": details.permanent_address,
        "current_address": details.current_address,
        "phone": details.phone,
        "relative": details.relative,
        "education": details.education,
        "occupation": details.occupation,
        "marital_status": details.marital_status,
        "first_use_year": str(person.use.first_use_year or ""),
        "level": person.use.level,
        "cause": person.use.cause,
        "helper": person.helper,
        "helper_unit": person.organisation,
        **_case(person),
    }


def _case(person: Invented) -> dict[str, str]:
    step = [row for row in person.steps if row.state not in states.CLOSED][-1]
    status, method = _WORDS[step.state]
    decision = step.decision
    return {
        "status": status,
        "method": method,
        "decision": f"Số {decision.number} ngày {show(decision.on)}" if decision.on else "",
        "term_from": _day(decision.term_from),
        "term_to": _day(decision.term_to - timedelta(days=1) if decision.term_to else None),
        "change": f"chuyển đi ngày {show(person.steps[-1].on)}" if person.state in states.CLOSED else "",
    }


def _day(day: date | None) -> str:
    return show(day) if day else ""
