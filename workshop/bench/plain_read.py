"""The peer of the import, in a process of its own: read the file with calamine, write as many plain rows at once.

No rights, no law, no sealing, no twins, no log: 32 text columns in one table, one bulk_create.
"""

import sys
from pathlib import Path

import django
import python_calamine


def main(path: Path) -> int:
    django.setup()
    from django.db import connection, models, transaction

    class PlainRow(models.Model):
        objects: models.Manager["PlainRow"]

        class Meta:
            app_label = "bench"

    names = [f"c{number}" for number in range(32)]
    for name in names:
        PlainRow.add_to_class(name, models.TextField(default=""))
    rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1:]
    with connection.schema_editor() as editor:
        editor.create_model(PlainRow)
    with transaction.atomic():
        PlainRow.objects.bulk_create(
            PlainRow(**{name: str(cell) for name, cell in zip(names, row, strict=False)}) for row in rows
        )
    with connection.schema_editor() as editor:
        editor.delete_model(PlainRow)
    print(len(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
