"""What the templates of an import show: numbers, rows with their sentence, the state of a batch in words."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.forms import Form
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoanhap import law
from hoanhap.exchange.models import BatchState, ImportBatch, ImportRow, RowOutcome
from hoanhap.exchange.people_list import stored
from hoanhap.exchange.people_list.actions import PREVIEW_KEPT
from hoanhap.foundation import audit, vault
from hoanhap.kernel import clock, dates
from hoanhap.web.ui import labels
from hoanhap.web.ui.parts import Fact

PAGE = 50
FIRST_PROBLEMS = 5
# So many people are written in about a second; longer lists ask for patience beside the button.
SOON_WRITTEN = 500
# What may stand in the address after ?show=, and the rows it shows.
VIEWS = {"problems": RowOutcome.REFUSED, "known": RowOutcome.MATCHED, "skipped": RowOutcome.SKIPPED}
STATE_WORDS: dict[str, tuple[str | Promise, str]] = {
    BatchState.PREVIEWED: (gettext_lazy("Chưa nhập"), "look"),
    BatchState.APPLIED: (gettext_lazy("Đã nhập"), "done"),
    BatchState.UNDONE: (gettext_lazy("Đã hoàn tác"), "plain"),
    BatchState.DISCARDED: (gettext_lazy("Đã bỏ"), "plain"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list: its number in the sheet, whom it names (only while it waits), what is said about it."""

    number: int
    message: str
    name: str = ""
    birth: str = ""
    address: str = ""
    state: str = ""
    ticked: bool = True


@dataclass(frozen=True, slots=True)
class Listed:
    batch: ImportBatch
    file: str
    state: str | Promise
    kind: str
    href: str


def listed(batches: Iterable[ImportBatch]) -> list[Listed]:
    doors, batches = {BatchState.PREVIEWED: "import-preview"}, list(batches)
    files = vault.reveal_many(batches, "file_name")
    return [
        Listed(
            one,
            files[one.pk]["file_name"],
            *STATE_WORDS[one.state],
            reverse(doors.get(BatchState(one.state), "import-result"), args=[one.pk]),
        )
        for one in batches
    ]


def preview(batch: ImportBatch, *, view: str, page: str, left_out: Collection[int]) -> dict[str, Any]:
    """The page before applying: numbers, the first problems, then the new persons with their ticks."""
    return _common(batch, view, page, fallback=RowOutcome.NEW, left_out=left_out) | {
        "left_out": len(left_out),
        "chosen": batch.new_count - len(left_out),
        "first_problems": _first_problems(batch) if view not in VIEWS and batch.refused_count else [],
        "more_problems": max(batch.refused_count - FIRST_PROBLEMS, 0),
        "kept_days": PREVIEW_KEPT.days,
        "takes_long": batch.new_count > SOON_WRITTEN,
    }


def result(batch: ImportBatch, *, view: str, page: str) -> dict[str, Any]:
    """The page after applying: how many came in, and why others did not."""
    outcomes = Counter(batch.rows.values_list("outcome", flat=True).order_by())
    context = _common(batch, view if view in VIEWS else "problems", page, fallback=RowOutcome.REFUSED, left_out=())
    state, kind = STATE_WORDS[batch.state]
    return context | {
        "refused": outcomes[RowOutcome.REFUSED],
        "known": outcomes[RowOutcome.MATCHED],
        "skipped": outcomes[RowOutcome.SKIPPED],
        "state": state,
        "state_kind": kind,
        "moment": batch.discarded_at or batch.undone_at or batch.applied_at,
        "may_undo": batch.state == BatchState.APPLIED and batch.created_count > 0,
    }


def new_rows(batch: ImportBatch) -> list[int]:
    """The row numbers that may be chosen, in the order of the sheet."""
    return list(batch.rows.filter(outcome=RowOutcome.NEW).order_by("row_no").values_list("row_no", flat=True))


def page_of(rows: Sequence[int], number: int | str) -> Page[int]:
    return Paginator(rows, PAGE).get_page(number)


def undo_page(batch: ImportBatch) -> dict[str, Any]:
    """What is about to be taken out again."""
    back = reverse("import-result", args=[batch.pk])
    return {
        "title": _("Hoàn tác lần nhập này"),
        "consequence": _(
            "Những người và hồ sơ do lần nhập này tạo ra sẽ được gỡ khỏi danh sách. Người đã có từ trước giữ nguyên."
        ),
        "facts": [
            Fact(_("Tệp"), vault.reveal(batch, "file_name")),
            Fact(_("Danh sách phản ánh ngày"), dates.show(batch.list_on)),
            Fact(_("Số người đã tạo"), str(batch.created_count)),
        ],
        "form": Form(),
        "submit": _("Hoàn tác"),
        "back_url": back,
        "cancel_url": back,
    }


def log_look(batch: ImportBatch, page: Page[Any], *, by: audit.Actor) -> None:
    """The names of a waiting list were looked at; inside the transaction that shows them."""
    audit.record(
        "import.previewed",
        by=by,
        subject_kind="import",
        subject_id=batch.pk,
        unit_path=batch.unit_path,
        at=clock.now(),
        detail={"page": page.number, "rows": len(page.object_list)},
    )


def _common(
    batch: ImportBatch, view: str, page: str, *, fallback: RowOutcome, left_out: Collection[int]
) -> dict[str, Any]:
    rows = batch.rows.filter(outcome=VIEWS.get(view, fallback)).order_by("row_no")
    shown = Paginator(rows, PAGE).get_page(page)
    said = vault.reveal_many([batch], "file_name", "remarks")[batch.pk]
    return {
        "batch": batch,
        "file": said["file_name"],
        "view": view if view in VIEWS else "",
        "page": shown,
        "lines": _lines(list(shown.object_list), left_out),
        "remarks": [line for line in said["remarks"].splitlines() if line],
    }


def _first_problems(batch: ImportBatch) -> list[Line]:
    rows = batch.rows.filter(outcome=RowOutcome.REFUSED).order_by("row_no")[:FIRST_PROBLEMS]
    return _lines(list(rows), ())


def _lines(rows: list[ImportRow], left_out: Collection[int]) -> list[Line]:
    said = vault.reveal_many(rows, "message", "payload")
    return [_line(row, said[row.pk], row.row_no not in left_out) for row in rows]


def _line(row: ImportRow, said: dict[str, str], ticked: bool) -> Line:
    if not said["payload"]:
        return Line(row.row_no, said["message"])
    person = stored.from_text(said["payload"], prior_record="")
    details = person.details
    return Line(
        row.row_no,
        said["message"],
        name=details.full_name,
        birth=str(details.birth or ""),
        address=details.current_address,
        state=labels.shown(law.state(person.steps[-1].state).label_vi) if person.steps else "",
        ticked=ticked,
    )
