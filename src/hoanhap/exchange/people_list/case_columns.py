"""The columns about the case: class, measure, decision, term and what happened since."""

from datetime import date

from django.utils.translation import gettext as _

from hoanhap.exchange.people_list import lawful, meaning, values
from hoanhap.exchange.people_list.cell_reader import CellReader
from hoanhap.kernel.dates import PartialDate, show
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.rules import Decision, Step


def read(cells: CellReader, birth: PartialDate | None) -> tuple[Step, ...]:
    """The state the case is taken over in and, where the list tells of its end, the closing step."""
    before = len(cells.problems)
    number, decided_on = _decision(cells)
    term_from, term_to = _term(cells, decided_on)
    end = _end(cells)
    since = decided_on or term_from or (end[0].on if end else cells.on)
    found = _meaning(cells, birth, since, decided=bool(number))
    if len(cells.problems) > before:
        return ()
    decision = Decision(
        number=number, on=decided_on, term_from=term_from, term_to=term_to, times=_times(cells, found.measure)
    )
    steps = (Step(state=found.state, on=since, decision=decision), *end)
    _ask_the_law(cells, steps, birth)
    return steps


def _ask_the_law(cells: CellReader, steps: tuple[Step, ...], birth: PartialDate | None) -> None:
    try:
        remarks = lawful.remarks_on(steps, birth=birth, today=cells.on)
    except Refused as refusal:
        cells.refuse(lawful.column_of(refusal), str(refusal.message), str(refusal.way_out))
        return
    term_to = steps[0].decision.term_to
    if term_to and term_to <= cells.on and len(steps) == 1:
        cells.note("term_to", _("Thời hạn đã hết trước ngày lập danh sách: hồ sơ cần bước tiếp theo."))
    for remark in remarks:
        cells.note("method", f"{remark.text} ({remark.article})" if remark.article else remark.text)


def _end(cells: CellReader) -> tuple[Step, ...]:
    """Biến động: moved away, died, in prison. Without a date of its own it is known from the day of the list."""
    written = values.said(cells.cell("change"))
    state = cells.take("change", lambda _cell: meaning.change(written), "")
    if not state:
        return ()
    found = cells.take("change", lambda _cell: values.last_day(written), None)
    if found is None:
        cells.note("change", _("Không rõ ngày: lấy ngày lập danh sách %(day)s.") % {"day": show(cells.on)})
    return (Step(state=state, on=found or cells.on),)


def _times(cells: CellReader, measure: str) -> int:
    """The how-manieth time this is: rehab counts after those the person went through before."""
    try:
        earlier = values.count(cells.cell("rehab_count")) or 0
    except Refused:
        earlier = 0  # told once, where the column itself is read
    return earlier + 1 if measure.startswith("rehab_") else max(1, earlier)


def _decision(cells: CellReader) -> tuple[str, date | None]:
    nothing: tuple[str, date | None] = ("", None)
    number, decided_on = cells.take("decision", values.decision, nothing)
    number = number or values.decision_number(values.said(cells.cell("decision_number")))
    decided_on = decided_on or cells.take("decision_on", values.day, None)
    code = "decision" if "decision" in cells.columns else "decision_number"
    way_out = _("Ghi đủ số và ngày, ví dụ 12/QĐ-UBND ngày 05/03/2020; chưa có quyết định thì để trống.")
    if number and not decided_on:
        cells.refuse(code, _("Quyết định “%(number)s” thiếu ngày.") % {"number": number[:60]}, way_out)
    elif decided_on and not number:
        cells.refuse(code, _("Quyết định ngày %(day)s thiếu số.") % {"day": show(decided_on)}, way_out)
    if len(number) > 60:
        cells.refuse(code, _("Số quyết định dài quá 60 ký tự."), way_out)
    if decided_on and decided_on > cells.on:
        cells.refuse(
            code,
            _("Quyết định ngày %(day)s ở sau ngày lập danh sách.") % {"day": show(decided_on)},
            _("Kiểm tra lại ngày quyết định."),
        )
    return number[:60], decided_on


def _term(cells: CellReader, decided_on: date | None) -> tuple[date | None, date | None]:
    """The half-open term. A term without its first day begins on the day of the decision."""
    term_from = cells.take("term_from", values.day, None)
    last = cells.take("term_to", values.day, None)
    if last is None:
        return term_from, None
    if term_from is None and decided_on is not None:
        term_from = decided_on
        cells.note("term_from", _("Thiếu Từ ngày: lấy ngày quyết định %(day)s.") % {"day": show(decided_on)})
    if term_from is None:
        cells.refuse("term_to", _("Có Đến ngày nhưng thiếu Từ ngày."), _("Điền Từ ngày hoặc ngày quyết định."))
        return None, None
    if last <= term_from:
        cells.refuse(
            "term_to",
            _("Đến ngày %(last)s không sau Từ ngày %(first)s.") % {"last": show(last), "first": show(term_from)},
            _("Kiểm tra lại hai ngày."),
        )
        return term_from, None
    return term_from, lawful.term_end(term_from, last)


def _meaning(cells: CellReader, birth: PartialDate | None, since: date, *, decided: bool) -> meaning.Meaning:
    age = lawful.oldest_age(birth, since) if birth else None
    written_status, written_method = values.said(cells.cell("status")), values.said(cells.cell("method"))
    try:
        measure, note = meaning.measure(written_method, age=age)
    except Refused as refusal:
        cells.refuse("method", str(refusal.message), str(refusal.way_out))
        return meaning.Meaning("identified")
    try:
        status = meaning.status(written_status)
        if status == meaning.IN_REHAB and not measure:
            measure, note = _measure_in_status(written_status, age)
        found = meaning.opening(status, measure, regime=lawful.regime_code(since), decided=decided)
    except Refused as refusal:
        cells.refuse("status", str(refusal.message), str(refusal.way_out))
        return meaning.Meaning("identified")
    if found.measure == measure:
        cells.note("method", note)
    return found


def _measure_in_status(written: str, age: int | None) -> tuple[str, str]:
    """ "Đang cai tại gia đình" says both in one column; words that name no measure say nothing here."""
    try:
        return meaning.measure(written, age=age)
    except Refused:
        return "", ""
