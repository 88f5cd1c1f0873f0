"""A long invented list, and the time and memory of reading and importing it.

    python -m tests.domain.exchange.long_list [ROWS]

prints JSON: reading alone, the whole import, rows a second, peak memory, beside reading and one plain bulk insert.
"""

import io
import json
import random
import resource
import sys
import tempfile
import time
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path

import xlsxwriter

from hoanhap.exchange.people_list.columns import COLUMNS
from hoanhap.kernel import ids

LIST_ON = date(2020, 6, 16)
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đặng", "Bùi", "Huỳnh")
_MIDDLE = ("Văn", "Thị", "Hữu", "Minh", "Quốc", "Thanh")
_GIVEN = (
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Em",
    "Giang",
    "Hải",
    "Khoa",
    "Lâm",
    "Nam",
    "Phúc",
    "Quân",
    "Sơn",
    "Tâm",
    "Vinh",
)


def workbook(rows=10_000, *, bad_every=100, seed=1):
    """One row in `bad_every` holds a birth in the future; ID numbers begin with 9, which no office gives out."""
    dice = random.Random(seed)  # noqa: S311 - not a secret: invented persons
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": True})
    sheet = book.add_worksheet("Danh sách")
    sheet.write_row(0, 0, ["DANH SÁCH NGƯỜI ĐƯỢC HỖ TRỢ"])
    sheet.write_row(1, 0, [column.title for column in COLUMNS])
    for serial in range(rows):
        said = _person(serial, dice, bad=serial % bad_every == bad_every - 1)
        sheet.write_row(serial + 2, 0, [said.get(column.code, "") for column in COLUMNS])
    book.close()
    return out.getvalue()


def _person(serial, dice, *, bad):
    born = f"{dice.randint(1, 28):02d}/{dice.randint(1, 12):02d}/{dice.randint(1960, 2000)}"
    return {
        "no": serial + 1,
        "full_name": f"{dice.choice(_FAMILY)} {dice.choice(_MIDDLE)} {dice.choice(_GIVEN)}",
        "birth": "31/12/2031" if bad else born,
        "sex": dice.choice(["Nam", "Nữ"]),
        "id_number": f"9{serial:011d}",
        "ethnicity": "Kinh",
        "permanent_address": f"Số {serial}, ấp {serial % 2 + 1}, xã Thường Lạc",
        "current_address": f"Số {serial}, ấp {serial % 2 + 1}",
        "phone": f"09{serial:08d}",
        "relative": f"Nguyễn Thị Mẹ, 08{serial:08d}",
        "education": "9/12",
        "occupation": "làm thuê",
        "first_use_year": 2015,
        "substances": "Heroin",
        "cause": "bạn bè rủ rê",
        "prior_record": "01 tiền sự" if serial % 5 == 0 else "không",
        "rehab_count": serial % 2,
        "status": "đang cai",
        "method": dice.choice(["gia đình", "cộng đồng"]),
        "decision": f"{serial + 1}/QĐ-UBND ngày 05/03/2020",
        "term_from": "05/03/2020",
        "term_to": "05/09/2020",
        "helper": "Trần Thị Bình" if serial % 3 else "",
        "helper_unit": "Hội LHPN xã",
    }


def measure(rows):
    """Run the command on the database at hand; the caller has set up Django and an empty database."""
    from hoanhap.exchange import command, sheets
    from hoanhap.people.persons.models import Person
    from tests import cast

    cast.make()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ds.xlsx"
        path.write_bytes(workbook(rows))
        reading, _count = _timed(lambda: _read(sheets.open_book(path.read_bytes(), name=path.name)))
        said = io.StringIO()
        arguments = ["people", str(path), "--unit", "xã Thường Lạc", "--as", "can-bo", "--on", LIST_ON.isoformat()]
        with redirect_stdout(said):
            whole, code = _timed(lambda: command.main(arguments))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer = json.loads(said.getvalue())
    people = list(Person.objects.order_by("id"))
    for person in people:
        person.pk, person.id_index, person.id_number = ids.new_id(), None, None
    insert, _rows = _timed(lambda: Person.objects.bulk_create(people, batch_size=500))
    return {
        "exit_code": code,
        "rows": rows,
        "created": answer["created"],
        "refused": len(answer["refused"]),
        "read_seconds": round(reading, 2),
        "one_bulk_insert_seconds": round(insert, 2),
        "import_seconds": round(whole, 2),
        "rows_per_second": round(rows / whole),
        "times_reading_and_one_insert": round(whole / (reading + insert), 1),
        "peak_megabytes": round(peak),
    }


def _read(book):
    return sum(1 for sheet in book.sheets for _row in sheet.rows())


def _timed(work):
    started = time.perf_counter()
    answer = work()
    return time.perf_counter() - started, answer


if __name__ == "__main__":
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    json.dump(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000), sys.stdout, indent=2)
    sys.stdout.write("\n")
