"""Requests ready to draw: where each stands, what is next, and the clock with its article."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices import rules as rules_of_notices
from hoanhap.foundation.privacy import duties, facts, queries, rules
from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models import Outcome, RightsRequest
from hoanhap.foundation.privacy.policy import PrivacyPermission as May
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.web.ui import labels
from hoanhap.web.ui.parts import Fact
from hoanhap.web.ui.tags.show import vn_moment

PAGE = 25


@dataclass(frozen=True, slots=True)
class State:
    """Where a request stands: a word, its colour, and until when the next step is due."""

    words: str | Promise
    kind: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the book; the name only for whoever handles it."""

    request: RightsRequest
    label: str
    name: str
    state: State


def book(viewer: Viewer, now: datetime, number: str | None) -> dict[str, Any]:
    """A page of the book of requests; each name shown is logged as looked at. Call inside a transaction."""
    page = Paginator(queries.requests(viewer), PAGE).get_page(number)
    shown = list(page.object_list)
    words = queries.words_of_requests(viewer, shown)
    named = [audit.Subject(duties.REQUEST, row.pk, row.unit_path) for row in shown if row.pk in words]
    audit.record_many("privacy.request_listed", by=viewer.actor, at=now, rows=named)
    return {
        "rows": [_row(row, words, now) for row in shown],
        "page": page,
        "late": queries.late(viewer, now),
        "may": may(viewer),
    }


def may(viewer: Viewer) -> dict[str, bool]:
    """Which doors of these screens open for the viewer."""
    sees = viewer.may(May.SEE_REGISTERS)
    return {
        "handle": viewer.may(May.HANDLE_REQUEST),
        "disclosures": viewer.may(May.RECORD_DISCLOSURE) or sees,
        "breaches": viewer.may(May.HANDLE_BREACH) or sees,
        "report": viewer.may(May.REPORT_BREACH),
        "texts": viewer.may(May.KEEP_CONSENT_TEXT),
        "terms": viewer.may(May.KEEP_RETENTION) or sees,
        "sealed": viewer.may(May.HANDLE_REQUEST),
    }


def _row(row: RightsRequest, words: Mapping[UUID, Mapping[str, str]], now: datetime) -> Row:
    name = words[row.pk]["person_name"] if row.pk in words else ""
    return Row(row, label(row), name, state_of(row, now))


def label(row: RightsRequest) -> str:
    return labels.shown(facts.facts().labels[RequestKind(row.kind)])


def state_of(row: RightsRequest, now: datetime) -> State:
    """Late is red; what waits for us is amber; what is done is green."""
    if row.done_at is not None:
        refused = row.outcome == Outcome.REFUSED
        return State(_("đã từ chối") if refused else _("đã làm xong"), "plain" if refused else "done", None)
    if row.acknowledged_at is None:
        return _waiting(_("chờ xác nhận"), row.acknowledge_due_at, now)
    words = _("chờ làm xong") if row.decided_at else _("chờ trả lời")
    return _waiting(words, row.answer_due_at, now)


def _waiting(words: str, due_at: datetime, now: datetime) -> State:
    return State(_("quá hạn") if due_at <= now else words, "late" if due_at <= now else "look", due_at)


def page(viewer: Viewer, row: RightsRequest, now: datetime) -> dict[str, Any]:
    """One request with its words opened. The caller has passed its gate and logs the look."""
    words = queries.words_of_requests(viewer, [row])[row.pk]
    found = facts.clock_of(RequestKind(row.kind), clock.local_day(row.received_at))
    return {
        "row": row,
        "title": label(row),
        "state": state_of(row, now),
        "facts": [fact for fact in _facts(row, words) if fact.value],
        "answer": [fact for fact in _answer(row, words) if fact.value],
        "clock": found,
        "cautions": [labels.shown(said) for said in rules.cautions([found, found.acknowledge_rule])],
        "step": _step(row),
        "until": (words_until(row.acknowledge_due_at), words_until(row.answer_due_at)),
        "may_extend": not (row.extended_at or row.decided_at) and found.extensions and now < row.answer_due_at,
        "may_refuse": viewer.may(May.REFUSE_REQUEST, row.unit_path),
    }


def words_until(due_at: datetime) -> str:
    """A midnight means the whole day before it: "hết ngày 18/06/2020"; an hour is said as it is."""
    local = due_at.astimezone(clock.VN)
    if (local.hour, local.minute) == (0, 0):
        return _("hết ngày %s") % show(rules_of_notices.due_day(due_at))
    return vn_moment(due_at)


def _step(row: RightsRequest) -> str:
    """The one main action now."""
    if row.done_at is not None:
        return ""
    if row.acknowledged_at is None:
        return "acknowledge"
    if row.decided_at is None:
        return "decide"
    if row.kind == RequestKind.ACCESS and row.copy_made_at is None:
        return "copy"
    return "finish"


def _facts(row: RightsRequest, words: Mapping[str, str]) -> Iterable[Fact]:
    yield Fact(_("Người có dữ liệu"), words["person_name"])
    yield Fact(_("Người yêu cầu"), _asker(row, words))
    yield Fact(_("Kiểm tra danh tính"), row.get_identity_check_display())
    yield Fact(_("Đường đến"), row.get_channel_display())
    yield Fact(_("Nhận lúc"), vn_moment(row.received_at))
    yield Fact(_("Nội dung"), words["asked"])
    yield Fact(_("Liên hệ"), words["contact"])


def _asker(row: RightsRequest, words: Mapping[str, str]) -> str:
    role = str(row.get_asker_display())
    return f"{words['asker_name']} ({role})" if words["asker_name"] else role


def _answer(row: RightsRequest, words: Mapping[str, str]) -> Iterable[Fact]:
    yield Fact(_("Đã xác nhận lúc"), vn_moment(row.acknowledged_at) if row.acknowledged_at else "")
    yield Fact(_("Gia hạn"), words["extension_reason"])
    yield Fact(_("Kết quả"), row.get_outcome_display() if row.outcome else "")
    yield Fact(_("Căn cứ"), _ground(row))
    yield Fact(_("Nội dung trả lời"), words["answer"])
    yield Fact(_("Lập bản sao lúc"), vn_moment(row.copy_made_at) if row.copy_made_at else "")
    yield Fact(_("Làm xong lúc"), vn_moment(row.done_at) if row.done_at else "")


def _ground(row: RightsRequest) -> str:
    found = facts.facts().grounds.get(row.ground)
    return f"{labels.shown(found.label)} ({row.article})" if found else ""
