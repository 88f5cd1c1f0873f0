"""A need is stated, answered, and ended with what came of it (nêu nhu cầu, trả lời, ghi kết quả)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import vault
from hoanhap.foundation.audit import Actor
from hoanhap.kernel import clock, text
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.actions import writing
from hoanhap.people.reintegration.duties import needs as duties
from hoanhap.people.reintegration.models import ENDED, WAITING, Need, NeedAnswer, NeedSource, NeedState
from hoanhap.people.reintegration.queries import kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedDetails:
    """What somebody says he needs. `trade`: which trade he would learn or work in, when he says so."""

    kind: str
    raised_on: date
    source: NeedSource = NeedSource.OFFICE
    trade: str = ""
    words: str = ""
    client_key: UUID | None = None


@transaction.atomic
def raise_need(case: Case, *, details: NeedDetails, by: Actor, at: datetime) -> Need:
    """Write a need down; the office is to answer within fourteen days. The same `client_key` twice is one need."""
    held = writing.locked(case)
    before: Need | None = writing.sent_before(Need.objects.all(), held, details.client_key)
    if before is not None:
        return before
    _check(held, details, at)
    need = Need(
        **writing.stamp(held, by, at),
        kind=details.kind,
        trade=details.trade,
        source=details.source,
        raised_on=details.raised_on,
        client_key=details.client_key,
    )
    vault.seal(need, words=text.nfc(details.words).strip())
    try:
        with transaction.atomic():
            need.save(force_insert=True)
    except IntegrityError:
        # The same entry came in for another file at this very moment.
        raise writing.other_case() from None
    writing.log("need.raised", need, by, at, {"kind": need.kind, "source": need.source})
    duties.ask(need, by=by, at=at)
    return need


@transaction.atomic
def answer_need(
    need: Need, *, answer: NeedAnswer, words: str = "", by: Actor, at: datetime, on: date | None = None
) -> Need:
    """Say what the office does about it; who helps the person reads the answer. Raises Refused once it has ended."""
    if answer == NeedAnswer.NONE:
        raise Refused(_("Chọn một câu trả lời."), code="need-answer")
    day = on or clock.local_day(at)
    said = text.nfc(words).strip()
    vault.seal(need, answer_words=said)
    facts = {
        "state": NeedState.ANSWERED,
        "answer": answer,
        "answer_words": need.answer_words,
        "answered_on": max(day, need.raised_on),
        "answered_by": by.account_id,
    }
    if not Need.objects.filter(pk=need.pk, state__in=WAITING).update(**facts):
        raise _gone()
    need.refresh_from_db()
    writing.log("need.answered", need, by, at, {"answer": answer.value})
    duties.answered(need, by=by, at=at)
    return need


@transaction.atomic
def end_need(need: Need, *, state: NeedState, on: date, by: Actor, at: datetime) -> Need:
    """Met, not to be met, or no longer wanted: a human says so, nothing concludes it. Raises Refused."""
    if state not in ENDED:
        raise Refused(_("Chọn một kết quả."), code="need-result")
    if on > clock.local_day(at) or on < need.raised_on:
        raise Refused(_("Ngày này không nằm giữa ngày nêu nhu cầu và hôm nay."), code="need-day")
    if not Need.objects.filter(pk=need.pk, state__in=WAITING).update(state=state, ended_on=on):
        raise _gone()
    need.refresh_from_db()
    writing.log("need.ended", need, by, at, {"state": state.value})
    duties.answered(need, by=by, at=at)
    return need


def arranged(need: Need | None, case: Case, *, on: date, by: Actor, at: datetime) -> None:
    """A course, work, a loan or help was arranged for this need: that answers it. Raises Refused for a strange one."""
    if need is None:
        return
    if need.case_id != case.pk:
        raise Refused(_("Nhu cầu này của hồ sơ khác."), code="need-other-case")
    if need.state == NeedState.OPEN:
        answer_need(need, answer=NeedAnswer.ARRANGED, on=on, by=by, at=at)
    elif need.state in ENDED:
        raise _gone()


def _check(case: Case, details: NeedDetails, at: datetime) -> None:
    writing.check_day(details.raised_on, case=case, at=at, code="need-day")
    if details.kind not in kinds.needs_at(case.unit_path, details.raised_on):
        raise Refused(_("Chọn một loại nhu cầu trong danh sách."), code="need-kind")
    if details.trade and details.trade not in kinds.trades_at(case.unit_path, details.raised_on):
        raise Refused(_("Chọn một nghề trong danh sách."), code="need-trade")


def _gone() -> Refused:
    return Refused(_("Nhu cầu này đã kết thúc."), code="need-ended", way_out=_("Nêu một nhu cầu mới nếu còn cần."))
