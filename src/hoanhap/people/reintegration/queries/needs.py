"""Needs of a person and of a unit: waiting, late, unmet too long; the chain to the result; by trade and commune."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import queries as persons
from hoanhap.people.reintegration import policy
from hoanhap.people.reintegration.models import WAITING, JobCheck, Need, NeedState
from hoanhap.people.reintegration.queries import kinds, registers
from hoanhap.people.reintegration.rules import needs as rules


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedNeed:
    """One need with its words opened, for somebody who may read them."""

    need: Need
    kind: str
    trade: str
    words: str
    answer_words: str


@dataclass(frozen=True, slots=True)
class Link:
    """One step between a need and its result."""

    on: date
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """One line of a list of needs, with the name as far as the viewer sees it."""

    need: Need
    person_id: UUID
    unit_path: str
    name: str
    kind: str
    days: int


@dataclass(frozen=True, slots=True)
class TradeRow:
    """One trade at one commune: how many ask for it, how many are wanted there."""

    unit_name: str
    trade: str
    label: str
    asked: int
    wanted: int


def of_case(viewer: Viewer, case: Case) -> list[OpenedNeed]:
    """The needs of one file this viewer may read, the newest first."""
    rows = list(policy.needs_for(viewer).filter(case=case))
    if not rows:
        return []
    opened = vault.reveal_many(rows, "words", "answer_words")
    known = kinds.labels()
    return [
        OpenedNeed(
            need=row,
            kind=known.get(row.kind, row.kind),
            trade=known.get(f"trade:{row.trade}", row.trade),
            words=opened[row.pk]["words"],
            answer_words=opened[row.pk]["answer_words"],
        )
        for row in rows
    ]


def waiting_of(case: Case) -> QuerySet[Need]:
    """The needs a course, work, a loan or help may be arranged for. The caller has passed the gate of giving."""
    return Need.objects.filter(case=case, state__in=WAITING).order_by("raised_on", "id")


def chain(need: Need) -> list[Link]:
    """Need → answer → what was arranged → what came of it, by the day. The caller has passed the gate of the need."""
    links = [Link(need.raised_on, _("nêu nhu cầu"))]
    if need.answered_on:
        links.append(Link(need.answered_on, _("trả lời: %s") % need.get_answer_display()))
    for slip in need.legal_referrals.select_related("office").order_by("referred_on", "id"):
        links.append(Link(slip.referred_on, _("giới thiệu đến %s") % slip.office.name))
        if slip.outcome_on:
            links.append(Link(slip.outcome_on, str(slip.get_outcome_display())))
    for enrolment in need.enrolments.select_related("course").order_by("enrolled_on", "id"):
        links.append(Link(enrolment.enrolled_on, _("vào lớp %s") % enrolment.course.title))
        if enrolment.ended_on:
            links.append(Link(enrolment.ended_on, str(enrolment.get_result_display())))
    for placement in need.placements.prefetch_related("checks").order_by("started_on", "id"):
        links.append(Link(placement.started_on, _("bắt đầu đi làm")))
        links += [_checked(check) for check in placement.checks.order_by("months") if check.checked_on]
    links += [Link(loan.disbursed_on, _("được vay vốn")) for loan in need.loans.order_by("disbursed_on", "id")]
    direct = need.supports.filter(struck=False, enrolment=None, placement=None, loan=None)
    links += [Link(line.given_on, _("được hỗ trợ")) for line in direct.order_by("given_on", "id")]
    if need.ended_on:
        links.append(Link(need.ended_on, str(need.get_state_display())))
    return sorted(links, key=lambda link: link.on)


def late(viewer: Viewer) -> QuerySet[Need]:
    """Needs nobody answered for fourteen days."""
    return _whole(viewer).filter(state=NeedState.OPEN, raised_on__lte=rules.late_from(viewer.on))


def unmet_long(viewer: Viewer) -> QuerySet[Need]:
    """Needs that have waited more than ninety days, answered or not."""
    return _whole(viewer).filter(state__in=WAITING, raised_on__lt=rules.long_unmet_before(viewer.on))


def listed(viewer: Viewer, rows: QuerySet[Need], *, at: datetime | None = None) -> list[NeedRow]:
    """Needs with names, the oldest first; each name shown is logged as looked at."""
    found = list(rows.select_related("case__person").defer("words", "answer_words").order_by("raised_on", "id"))
    names = persons.names_of((row.case.person for row in found), viewer)
    known = kinds.labels()
    shown = [
        NeedRow(
            need=row,
            person_id=row.case.person_id,
            unit_path=row.unit_path,
            name=names[row.case.person_id],
            kind=known.get(row.kind, row.kind),
            days=(viewer.on - row.raised_on).days,
        )
        for row in found
    ]
    persons.log_look("person.listed", shown, viewer=viewer, at=at or clock.now())
    return shown


def by_trade(viewer: Viewer) -> list[TradeRow]:
    """Living needs by trade and commune, beside what is wanted there: the survey as a table, without names."""
    reach = policy.countable_by(viewer)
    rows = Need.objects.filter(reach, state__in=WAITING, case__closed_on=None).exclude(trade="")
    asked = Counter(rows.order_by().values_list("unit__folded", "unit_path", "trade"))
    names = dict(rows.order_by().values_list("unit_path", "unit__name"))
    known = kinds.labels()
    wanted = registers.wanted_at({path for _folded, path, _trade in asked}, viewer.on)
    return [
        TradeRow(names[path], trade, known.get(f"trade:{trade}", trade), count, wanted.get((path, trade), 0))
        for (_folded, path, trade), count in sorted(asked.items(), key=lambda item: (item[0][0], -item[1], item[0][2]))
    ]


def by_kind(viewer: Viewer) -> list[tuple[str, int, int]]:
    """Kinds of need with how many stand open and how many were met, also those a province added."""
    rows = Need.objects.filter(policy.countable_by(viewer)).order_by()
    living = Counter(rows.filter(state__in=WAITING, case__closed_on=None).values_list("kind", flat=True))
    met = Counter(rows.filter(state=NeedState.MET).values_list("kind", flat=True))
    known = kinds.labels()
    ordered = [code for code in known if not code.startswith("trade:") and (code in living or code in met)]
    return [(known[code], living[code], met[code]) for code in ordered]


def _whole(viewer: Viewer) -> QuerySet[Need]:
    reach = viewer.scope_q(policy.May.READ_SUPPORT)
    return policy.needs_for(viewer).filter(reach, case__closed_on=None)


def _checked(check: JobCheck) -> Link:
    words = _("còn làm sau %d tháng") if check.kept else _("không còn làm sau %d tháng")
    return Link(check.checked_on or check.due_on, words % check.months)
