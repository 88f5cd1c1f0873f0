"""Import of a list: look first, apply all or chosen rows in one transaction, take back while nobody worked on it.

What is looked at and never applied is discarded, by hand or after a week.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.exchange.models import BatchState, ImportBatch, ImportRow, RowOutcome
from hoanhap.exchange.people_list import judging, reading, stored, taking_back
from hoanhap.exchange.people_list.judging import JudgedRow
from hoanhap.exchange.people_list.rows import PersonRow
from hoanhap.foundation import audit, vault
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.vault import sealing
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import actions as case_actions
from hoanhap.people.cases import followers
from hoanhap.people.cases.models import Case
from hoanhap.people.intake import actions as intake
from hoanhap.people.intake.models import Source
from hoanhap.people.persons import actions as person_actions
from hoanhap.people.persons.models import Person
from hoanhap.people.reintegration import actions as helper_actions

T = TypeVar("T")
_CHUNK = 500
OTHER_STATE = "import.state"
# An officer who must ask somebody about a row comes back within the working week; names nobody took lie no longer.
PREVIEW_KEPT = timedelta(days=7)


@transaction.atomic
def preview(data: bytes, *, name: str, unit: Place, on: date, by: audit.Actor, at: datetime) -> ImportBatch:
    """Read and judge a list; no person changes, new rows wait sealed. Raises Refused for the file as a whole."""
    batch, judged = _judged_batch(data, name, unit, on, by, at)
    batch.save(force_insert=True)
    _store_rows(batch, judged, keep=True)
    _log("import.previewed", batch, by, at)
    return batch


@transaction.atomic
def apply(batch: ImportBatch, *, by: audit.Actor, at: datetime, rows: Collection[int] | None = None) -> ImportBatch:
    """Take the new rows (all, or those of these row numbers) into the register; what waited sealed is destroyed.

    A person who was registered since the preview is matched now. Raises Refused when the batch was applied before.
    """
    _claim(batch, BatchState.PREVIEWED, BatchState.APPLIED, applied_at=at)
    _one_list_at_a_time(batch.unit)
    waiting = list(batch.rows.filter(outcome=RowOutcome.NEW).order_by("row_no"))
    chosen = [row for row in waiting if rows is None or row.row_no in rows]
    again = {judged.number: judged for judged in judging.matched(_opened(chosen), batch.unit)}
    people = [judged.person for judged in again.values() if judged.person is not None]
    made = _register(people, batch, by, at)
    for row in waiting:
        judged = again.get(row.row_no)
        row.outcome = judged.outcome if judged else RowOutcome.SKIPPED
        row.payload = row.police_payload = None
        if judged and judged.outcome == RowOutcome.NEW:
            row.person_id, row.case_id = made[row.row_no]
        elif judged:
            row.person_id = judged.person_id
            vault.seal(row, message=judged.message)
    fields = ["outcome", "payload", "police_payload", "person", "case", "message"]
    ImportRow.objects.bulk_update(waiting, fields, batch_size=200)
    _count(batch, made)
    _log("import.applied", batch, by, at)
    return batch


@transaction.atomic
def import_all(data: bytes, *, name: str, unit: Place, on: date, by: audit.Actor, at: datetime) -> ImportBatch:
    """Preview and apply in one go: good rows are saved, bad rows are listed, nothing waits in between."""
    _one_list_at_a_time(unit)
    batch, judged = _judged_batch(data, name, unit, on, by, at)
    batch.state, batch.applied_at = BatchState.APPLIED, at
    batch.save(force_insert=True)
    made = _register([row.person for row in judged if row.person is not None], batch, by, at)
    _store_rows(batch, judged, keep=False, made=made)
    _count(batch, made)
    _log("import.applied", batch, by, at)
    return batch


@transaction.atomic
def undo(batch: ImportBatch, *, by: audit.Actor, at: datetime) -> ImportBatch:
    """Take out what this import made. Raises Refused, naming the rows, when a case was worked on since."""
    _claim(batch, BatchState.APPLIED, BatchState.UNDONE, undone_at=at)
    taking_back.remove_created(batch, by=by, at=at)
    _log("import.undone", batch, by, at)
    return batch


@transaction.atomic
def discard(batch: ImportBatch, *, by: audit.Actor, at: datetime) -> ImportBatch:
    """Nobody will take this list: destroy what waited sealed. Raises Refused unless it is only looked at so far."""
    _claim(batch, BatchState.PREVIEWED, BatchState.DISCARDED, discarded_at=at)
    batch.rows.all().delete()
    _log("import.discarded", batch, by, at)
    return batch


def discard_abandoned(*, by: audit.Actor, at: datetime) -> int:
    """Discard what has waited longer than a preview is kept, in every unit (nightly); how many."""
    waiting = ImportBatch.objects.filter(state=BatchState.PREVIEWED, previewed_at__lte=at - PREVIEW_KEPT)
    discarded = 0
    for batch in waiting.order_by("previewed_at", "id"):
        with suppress(Refused):  # applied in this very moment
            discard(batch, by=by, at=at)
            discarded += 1
    return discarded


def refusals(batch: ImportBatch) -> list[dict[str, object]]:
    """The refused rows with their sentences, in the order of the sheet."""
    rows = list(batch.rows.filter(outcome=RowOutcome.REFUSED).order_by("row_no"))
    said = vault.reveal_many(rows, "message")
    return [{"row": row.row_no, "message": said[row.pk]["message"]} for row in rows]


def _judged_batch(
    data: bytes, name: str, unit: Place, on: date, by: audit.Actor, at: datetime
) -> tuple[ImportBatch, list[JudgedRow]]:
    if on > clock.local_day(at):
        raise Refused(
            _("Ngày lập danh sách %(day)s ở tương lai.") % {"day": show(on)},
            code="list.day",
            way_out=_("Ghi ngày mà danh sách phản ánh, không sau hôm nay."),
        )
    judging.check_unit(unit, on)
    found = reading.read(data, name=name, on=on)
    judged = judging.judge(found, unit=unit, on=on)
    counts = Counter(row.outcome for row in judged)
    batch = ImportBatch(
        unit=unit,
        unit_path=unit.path,
        account_id=by.account_id,
        list_on=on,
        file_sha256=hashlib.sha256(data).hexdigest(),
        read_count=len(judged),
        new_count=counts[RowOutcome.NEW],
        matched_count=counts[RowOutcome.MATCHED],
        refused_count=counts[RowOutcome.REFUSED],
        previewed_at=at,
    )
    vault.seal(batch, file_name=PurePath(name).name[:200], remarks="\n".join(found.remarks))
    return batch, judged


Made = dict[int, tuple[UUID, UUID | None]]
"""Row number → ids of the person and the case made from it."""


def _store_rows(batch: ImportBatch, judged: Sequence[JudgedRow], *, keep: bool, made: Made | None = None) -> None:
    for part in _chunks(judged):
        rows = [
            ImportRow(batch=batch, unit_path=batch.unit_path, row_no=row.number, outcome=row.outcome) for row in part
        ]
        sealing.seal_many((row, _sealed(said, keep)) for row, said in zip(rows, part, strict=True))
        for row, said in zip(rows, part, strict=True):
            row.person_id, row.case_id = (made or {}).get(said.number, (said.person_id, None))
        ImportRow.objects.bulk_create(rows, batch_size=_CHUNK)


def _sealed(row: JudgedRow, keep: bool) -> dict[str, str | None]:
    person = row.person if keep else None
    return {
        "message": row.message,
        "payload": stored.to_text(person) if person else None,
        "police_payload": person.prior_record if person else None,
    }


def _opened(rows: Sequence[ImportRow]) -> list[PersonRow]:
    people = []
    for part in _chunks(rows):
        said = vault.reveal_many(part, "payload", "police_payload")
        people += [
            stored.from_text(said[row.pk]["payload"], prior_record=said[row.pk]["police_payload"]) for row in part
        ]
    return people


def _register(people: Sequence[PersonRow], batch: ImportBatch, by: audit.Actor, at: datetime) -> Made:
    """Persons, cases and helpers, all or none, in chunks so that a long list stays small in memory."""
    made: Made = {}
    for part in _chunks(people):
        persons = person_actions.bulk_register(details=[row.details for row in part], unit=batch.unit, by=by, at=at)
        cases = _open_cases(part, persons, batch, by, at)
        _assign_helpers(zip(cases, part, strict=True), batch.list_on, by, at)
        _note_origins(zip(cases, part, strict=True), batch.list_on, by, at)
        followers.tell(cases, by=by, at=at)
        for row, person, case in zip(part, persons, cases, strict=True):
            made[row.number] = (person.pk, case.pk)
    return made


def _open_cases(
    part: Sequence[PersonRow], persons: Sequence[Person], batch: ImportBatch, by: audit.Actor, at: datetime
) -> list[Case]:
    openings = [
        case_actions.Opening(person=person, steps=row.steps, use=row.use, prior_record=row.prior_record)
        for row, person in zip(part, persons, strict=True)
    ]
    try:
        return case_actions.bulk_open(openings=openings, unit=batch.unit, by=by, at=at, follow=False)
    except case_actions.BadOpening as refusal:
        raise Refused(
            _("Dòng %(row)s: %(why)s") % {"row": part[refusal.index].number, "why": refusal.message},
            code=refusal.code,
            way_out=refusal.way_out,
            article=refusal.article,
        ) from refusal


def _assign_helpers(cases: Iterable[tuple[Case, PersonRow]], on: date, by: audit.Actor, at: datetime) -> None:
    """The list names who helps on its day; since when is not told, so the day of the list stands."""
    items = [
        (case, helper_actions.HelperDetails(helper_name=row.helper, organisation=row.helper_unit, valid_from=on))
        for case, row in cases
        if row.helper and case.closed_on is None
    ]
    if items:
        helper_actions.bulk_assign(items, by=by, at=at)


def _note_origins(cases: Iterable[tuple[Case, PersonRow]], on: date, by: audit.Actor, at: datetime) -> None:
    """Who found the person, where the list says it; known since the day of the list."""
    items = [(case, Source(row.source), row.origin) for case, row in cases if row.source]
    if items:
        intake.note_origins(items, on=on, by=by, at=at)


def _count(batch: ImportBatch, made: Made) -> None:
    batch.created_count = len(made)
    batch.save(update_fields=["created_count"])


def _claim(batch: ImportBatch, before: BatchState, after: BatchState, **moments: datetime) -> None:
    """Only one of two at the same moment gets through; the other learns what has become of the list."""
    claimed = ImportBatch.objects.filter(pk=batch.pk, state=before).update(state=after, **moments)
    batch.refresh_from_db()
    if not claimed:
        said = {
            BatchState.PREVIEWED: _("Danh sách này chưa được nhập."),
            BatchState.APPLIED: _("Danh sách này đã được nhập."),
            BatchState.UNDONE: _("Lần nhập này đã được hoàn tác."),
            BatchState.DISCARDED: _("Bản xem trước này đã được bỏ."),
        }
        way_out = _("Mở lại trang để xem trạng thái mới.")
        raise Refused(said[BatchState(batch.state)], code=OTHER_STATE, way_out=way_out)


def _one_list_at_a_time(unit: Place) -> None:
    """Of two lists of one commune the second waits and finds the people of the first, or both would make them."""
    Place.objects.select_for_update(no_key=True).get(pk=unit.pk)


def _log(code: str, batch: ImportBatch, by: audit.Actor, at: datetime) -> None:
    audit.record(
        code,
        by=by,
        subject_kind="import",
        subject_id=batch.pk,
        unit_path=batch.unit_path,
        at=at,
        detail={"read": batch.read_count, "created": batch.created_count, "refused": batch.refused_count},
    )


def _chunks(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), _CHUNK):
        yield rows[start : start + _CHUNK]
