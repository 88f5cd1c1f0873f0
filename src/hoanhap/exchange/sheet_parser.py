"""Runs alone, in a process of its own: workbook bytes in, rows as lines of JSON out.

The parser is native code. A spoiled file can make it panic or ask for terabytes, and then the process ends at once: it
must not be the one that serves an office. So this file is started as a script, with hard limits, and leans on nothing
but the parser itself.
"""

import io
import json
import resource
import sys
from datetime import date, datetime

import python_calamine

MEMORY = 1024 * 1024 * 1024
SECONDS = 60
OUTPUT = 96 * 1024 * 1024
LOCKED, UNREADABLE, TOO_LONG = 3, 4, 5


def main() -> int:
    """Exit code 0 after the last row, else why not."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold names
    try:
        return _write_sheets(sys.stdin.buffer.read())
    except python_calamine.PasswordError:
        return LOCKED
    except (python_calamine.CalamineError, MemoryError):
        return UNREADABLE


def _write_sheets(data: bytes) -> int:
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    written = 0
    for item in workbook.sheets_metadata:
        if item.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        visible = item.visible is python_calamine.SheetVisibleEnum.Visible
        _write({"sheet": item.name, "visible": visible})
        if not visible:
            continue
        sheet = workbook.get_sheet_by_name(item.name)
        left = [None] * (sheet.start[1] if sheet.start else 0)
        for number, values in enumerate(sheet.iter_rows(), start=1):
            cells = [_cell(value) for value in values]
            if any(cell is not None for cell in cells):
                written += _write([number, *left, *cells])
            if written > OUTPUT:
                return TOO_LONG
    return 0


def _cell(value: object) -> object:
    """Dates are marked by a list around them; empty texts are nothing."""
    if isinstance(value, datetime):
        return ["datetime", value.isoformat()]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if value is None or isinstance(value, (str, bool, int, float)):
        return value if value != "" else None
    return str(value)


def _write(line: object) -> int:
    return sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    sys.exit(main())
