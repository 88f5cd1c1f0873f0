"""Who takes part in a rotation under load, each in a process of its own: the rotator, readers, writers, an auditor.

A row says in each field who it is and which edit made it: "7 relative 3". Each row has one writer, who notes what was
acknowledged to him; so a lost edit, a field of another row and a broken envelope all show.
"""

import json
import random
import sys
import time
import uuid
from collections import Counter
from pathlib import Path

from django.db import transaction

from hoanhap.foundation import vault
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.vault import resealing, sealed_columns
from hoanhap.foundation.vault.models import DataKey
from hoanhap.kernel import clock
from hoanhap.people.persons.models import Person
from tests import sealed_people

FIELDS = ("full_name", "id_number", "phone", "permanent_address", "current_address", "relative")
PAGE = 25
_CHUNK = 1000


def main(role: str, *words: str) -> None:
    roles = {"fill": _fill, "read": _read, "write": _write, "audit": _audit}
    {**roles, "retire": _retire, "rotate": _rotate, "finish": _finish}[role](*words)


def _id(serial: int) -> uuid.UUID:
    return uuid.UUID(int=serial)


def _said(serial: int, edit: int) -> dict[str, str]:
    return {name: f"{serial} {name} {edit}" for name in FIELDS}


def _fill(rows: str) -> None:
    units = [sealed_people.place(serial) for serial in (87, 89, 91)]
    for start in range(0, int(rows), _CHUNK):
        serials = range(start, min(start + _CHUNK, int(rows)))
        made = [sealed_people.unsaved(units[n % 3], id_=_id(n), **_said(n, 0)) for n in serials]
        Person.objects.bulk_create(made, batch_size=100)
    assert Place.objects.count() == 3


def _retire() -> None:
    print(resealing.retire(at=clock.now()))  # noqa: T201 - what the test reads


def _rotate() -> None:
    def told(progress: resealing.Progress) -> None:
        print(progress.rows, flush=True)  # noqa: T201 - the test kills when it has seen enough

    progress = resealing.reseal_stale(told=told)
    assert progress.broken == set()


def _read(rows: str, out: str) -> None:
    """Pages of random rows until told to stop; each field must open and belong to its row."""
    errors: Counter[str] = Counter()
    reads, longest, chance, stop = 0, 0.0, random.Random(), Path(f"{out}.stop")  # noqa: S311
    while not stop.exists():
        wanted = [_id(chance.randrange(int(rows))) for _ in range(PAGE)]
        began = time.monotonic()
        try:
            found = list(Person.objects.filter(pk__in=wanted))
            for row_id, said in vault.reveal_many(found, *FIELDS).items():
                if not all(text.startswith(f"{row_id.int} {name} ") for name, text in said.items()):
                    errors["a field that is empty or another row's"] += 1
        except Exception as error:  # any fault at all is what is counted
            errors[f"{type(error).__name__}: {error}"] += 1
        longest = max(longest, time.monotonic() - began)
        reads += 1
        if reads == 1:
            print("reading", flush=True)  # noqa: T201 - the test waits for it
        time.sleep(0.005)
    Path(out).write_text(json.dumps({"reads": reads, "errors": errors, "longest": longest}))


def _write(rows: str, out: str, number: str, of: str) -> None:
    """Edits of this writer's own rows, one transaction each, until told to stop; what was acknowledged is noted."""
    mine: range = range(int(number), int(rows), 5 * int(of))  # a fifth: what is edited needs no rotation any more
    edits: dict[int, int] = {}
    longest, chance, stop = 0.0, random.Random(), Path(f"{out}.stop")  # noqa: S311
    while not stop.exists():
        serial = chance.choice(mine)
        edit = edits.get(serial, 0) + 1
        began = time.monotonic()
        with transaction.atomic():
            row = Person.objects.select_for_update(of=("self",)).get(pk=_id(serial))
            vault.seal(row, **_said(serial, edit))
            row.save(update_fields=FIELDS)
        edits[serial] = edit
        longest = max(longest, time.monotonic() - began)
        time.sleep(0.01)
    Path(out).write_text(json.dumps({"edits": edits, "longest": longest}))


def _finish(rows: str, *notes: str) -> None:
    """What a writer had begun before its key was retired is resealed; then everything is looked through."""
    resealing.reseal_stale(pause=0)
    _audit(rows, *notes)


def _audit(rows: str, *notes: str) -> None:
    """Afterwards: rows that do not say their last acknowledged edit, and envelopes of retired keys."""
    edits: dict[str, int] = {}
    for note in notes:
        edits |= json.loads(Path(note).read_text())["edits"]
    lost = []
    for start in range(0, int(rows), _CHUNK):
        page = list(Person.objects.filter(pk__gte=_id(start), pk__lt=_id(start + _CHUNK)))
        for row_id, said in vault.reveal_many(page, *FIELDS).items():
            if said != _said(row_id.int, edits.get(str(row_id.int), 0)):
                lost.append(row_id.int)
    living = set(DataKey.objects.filter(retired_at=None).values_list("pk", flat=True))
    held = sealed_columns.envelopes_by_key()
    told = {
        "rows": Person.objects.count(),
        "lost": lost,
        "edited": len(edits),
        "edits": sum(edits.values()),
        "envelopes": sum(held.values()),
        "under old keys": sum(count for key_id, count in held.items() if key_id not in living),
    }
    print(json.dumps(told))  # noqa: T201 - what the test reads


if __name__ == "__main__":
    main(*sys.argv[1:])
