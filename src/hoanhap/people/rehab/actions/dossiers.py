"""Collecting a dossier, handing it in, refusing it (lập, trình, không tiếp nhận)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.foundation import audit, vault
from hoanhap.foundation.notices import actions as notices
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy
from hoanhap.law.casework_model import REFUSE
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.rules import Remark
from hoanhap.people.rehab import duties, queries, rules
from hoanhap.people.rehab.actions import shared
from hoanhap.people.rehab.models import Dossier, DossierItem, DossierState, ItemState, WaivedBecause


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    """What is known of one paper; its scan is attached by an act of its own (`scans.py`)."""

    state: str = ItemState.MISSING
    number: str = ""
    on: date | None = None
    waived_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    dossier: Dossier
    remarks: tuple[Remark, ...]


@transaction.atomic
def open_dossier(*, case: Case, verb: str, on: date, by: audit.Actor, at: datetime) -> Dossier:
    """Begin the checklist that leads to this step, by the law of the day. Opening it again gives the one that lives."""
    held = shared.hold(case.pk)
    living = queries.living_dossier(held, verb)
    if living is not None:
        return living
    _openable(held, verb, on, at)
    regime = law.regime_on(on).code
    wanted = law.dossier_for(regime, verb, held.state)
    if wanted is None:
        raise Refused(
            _("Bước “%s” không cần lập hồ sơ theo quy định đang áp dụng.") % _(law.verb_label(verb)),
            code="dossier-none",
        )
    row = Dossier(**shared.fields(held, by, at), verb=verb, regime=regime, opened_on=on)
    row.save(force_insert=True)
    papers = law.wanted_papers(wanted, queries.ages_of(held, on))
    DossierItem.objects.bulk_create(
        DossierItem(dossier=row, case=held, unit_path=held.unit_path, position=position, paper=paper.paper)
        for position, paper in enumerate(papers, start=1)
    )
    shared.log("rehab.dossier_opened", row, by=by, at=at, detail={"verb": verb, "regime": regime})
    return row


def _openable(case: Case, verb: str, on: date, at: datetime) -> None:
    if on > clock.local_day(at):
        raise Refused(_("Ngày bắt đầu lập hồ sơ không thể sau hôm nay."), code="day-ahead")
    verdict = law.may_move(case.regime, case.state, verb, on)
    if not verdict.allowed:
        raise Refused(
            verdict.said(_),
            code="move-not-in-law",
            article=verdict.article,
            way_out=_("Chọn một trong các bước được liệt kê của hồ sơ."),
        )


@transaction.atomic
def note_items(
    *, dossier: Dossier, entries: Mapping[str, ItemEntry], by: audit.Actor, at: datetime, version: int
) -> Dossier:
    """Write what is there, what is missing and what is not needed: the whole list at once. Raises Refused."""
    held = still_open(dossier, version)
    for item in queries.items_of(held):
        entry = entries.get(item.paper)
        if entry is None:
            continue
        _check_entry(entry, clock.local_day(at))
        item.state, item.number, item.on = entry.state, tidy(entry.number)[:60], entry.on
        item.waived_because = entry.waived_because if entry.state == ItemState.WAIVED else ""
        item.save(update_fields=["state", "number", "on", "waived_because"])
    count = sum(entry.state == ItemState.PRESENT for entry in entries.values())
    shared.log("rehab.dossier_noted", held, by=by, at=at, detail={"verb": held.verb, "present": count})
    return held


def still_open(dossier: Dossier, version: int) -> Dossier:
    """The dossier, claimed, if it was not handed in yet. Raises Refused."""
    held = _living(dossier, version)
    if held.state != DossierState.OPEN:
        raise Refused(_("Hồ sơ đã trình, không sửa danh mục được nữa."), code="dossier-submitted")
    return held


def _check_entry(entry: ItemEntry, today: date) -> None:
    if entry.state not in ItemState.values:
        raise Refused(_("Tình trạng giấy tờ không hợp lệ."), code="item-state")
    if entry.state == ItemState.WAIVED and entry.waived_because not in WaivedBecause.values:
        raise Refused(_("Giấy không nộp cần một lý do."), code="item-reason")
    if entry.on is not None and entry.on > today:
        raise Refused(_("Ngày trên giấy không thể sau hôm nay."), code="item-day")


@transaction.atomic
def submit(*, dossier: Dossier, by: audit.Actor, at: datetime, version: int) -> Submitted:
    """Hand the dossier to who decides (trình). What the law demands and nobody has blocks, and is named."""
    held = _living(dossier, version)
    if held.state != DossierState.OPEN:
        raise Refused(_("Hồ sơ này đã trình."), code="dossier-submitted")
    on = clock.local_day(at)
    found = queries.lacks_of(held, on)
    refusal = rules.missing_refusal(found)
    if refusal is not None:
        raise refusal
    held.state, held.submitted_at, held.submitted_by = DossierState.SUBMITTED, at, by.account_id
    held.save(update_fields=["state", "submitted_at", "submitted_by"])
    shared.log("rehab.dossier_submitted", held, by=by, at=at, detail={"verb": held.verb})
    _ask_decider(held, by, at)
    return Submitted(dossier=held, remarks=rules.remarks_of(found))


def _ask_decider(dossier: Dossier, by: audit.Actor, at: datetime) -> None:
    wanted = law.dossier_for(dossier.regime, dossier.verb)
    event = wanted.event if wanted else None
    # The clock of the decider is that of the day; a dossier begun before a change of law goes on under the new one.
    if event is not None and any(known.code == event for known in law.events_on(clock.local_day(at))):
        spec = duties.decide(dossier, event, None, at)
        if spec is not None:
            notices.open_many([spec], by=by, at=at)


@transaction.atomic
def refuse(
    *, dossier: Dossier, ground: str, words: str, on: date, by: audit.Actor, at: datetime, version: int
) -> Dossier:
    """Not accepted, for a coded reason with its article; the paper that says so is written from it."""
    held = _living(dossier, version)
    offered = {one.code: one for one in law.grounds_for(REFUSE, held.case.state, on)}
    if ground not in offered:
        raise Refused(_("Chọn một lý do không tiếp nhận."), code="ground-missing")
    if on > clock.local_day(at) or on < held.opened_on:
        raise Refused(_("Ngày không tiếp nhận nằm ngoài thời gian lập hồ sơ."), code="refusal-day")
    held.state, held.ended_on, held.ground = DossierState.REFUSED, on, ground
    held.article = offered[ground].article[:200]
    vault.seal(held, words=tidy(words)[:1000])
    held.save(update_fields=["state", "ended_on", "ground", "article", "words"])
    notices.cancel([duties.decide_key(held)], by=by, at=at)
    shared.log("rehab.dossier_refused", held, by=by, at=at, detail={"verb": held.verb, "ground": ground})
    return held


@transaction.atomic
def drop(*, dossier: Dossier, by: audit.Actor, at: datetime, version: int) -> Dossier:
    """No longer wanted: the person chose another way."""
    held = _living(dossier, version)
    held.state, held.ended_on = DossierState.DROPPED, clock.local_day(at)
    held.save(update_fields=["state", "ended_on"])
    notices.cancel([duties.decide_key(held)], by=by, at=at)
    shared.log("rehab.dossier_dropped", held, by=by, at=at, detail={"verb": held.verb})
    return held


def settle_for(cases: Sequence[Case], *, by: audit.Actor, at: datetime) -> None:
    """The cases have moved: dossiers whose step was taken are decided, those no step leads to any more are dropped."""
    states = {case.pk: case for case in cases}
    living = Dossier.objects.filter(case__in=states, state__in=("open", "submitted")).order_by("id")
    for row in living.select_for_update(of=("self",)):
        outcome = _outcome(row, states[row.case_id], clock.local_day(at))
        if outcome is None:
            continue
        row.state, row.ended_on = outcome, clock.local_day(at)
        row.save(update_fields=["state", "ended_on"])
        notices.settle(duties.decide_key(row), by=by, at=at)
        shared.log(f"rehab.dossier_{outcome.value}", row, by=by, at=at, detail={"verb": row.verb})


def _outcome(row: Dossier, case: Case, on: date) -> DossierState | None:
    moves = [] if case.closed_on else law.moves_from(case.regime, case.state, on)
    if any(move.verb == row.verb for move in moves):
        return None
    reached = {rule.to for regime in law.regimes() for rule in regime.moves if rule.verb == row.verb}
    return DossierState.DECIDED if case.state in reached else DossierState.DROPPED


def _living(dossier: Dossier, version: int) -> Dossier:
    """The dossier, claimed by its version: the second of two officers changes nothing."""
    claimed = Dossier.objects.filter(pk=dossier.pk, version=version, state__in=("open", "submitted"))
    if not claimed.update(version=F("version") + 1):
        raise Refused(
            _("Hồ sơ này vừa được người khác ghi, hoặc đã xong."), code="dossier-moved-on", way_out=_("Mở lại trang.")
        )
    return Dossier.objects.select_related("case", "case__person", "case__unit").get(pk=dossier.pk)
