"""What happened in one case, from all packages that know of it, and how far it came along its legal line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Literal
from uuid import UUID

from django.db import models
from django.db.models import Exists, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.kernel.registers import Register
from hoanhap.people.cases import policy
from hoanhap.people.cases.models import Case, CohortMember, Correction, StageRecord, Standing
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.cases.states import HANDED_OVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of the timeline: what, when, by whom, by which article. `timed` is False when only the day is known."""

    at: datetime
    kind: str
    title: str
    detail: str = ""
    signer: str = ""
    article: str = ""
    subject_id: str = ""
    timed: bool = False
    struck: bool = False
    # Who entered it: the id of an account, and the name once it was looked up for a screen.
    recorder: str = ""


Tell = Callable[[Case, Viewer], Iterable[Event]]


@dataclass(frozen=True, slots=True)
class Source:
    """What one table tells of a case, and its rows of the case: a table without any is not asked what it tells."""

    tell: Tell
    rows: Callable[[Case], QuerySet[Any]]


def source(tell: Tell, model: type[models.Model]) -> Source:
    """The source of a table that names its case."""
    return Source(tell, lambda case: model._base_manager.filter(case=case))


timeline_sources: Register[Source] = Register("sources of the timeline of a case")
"""Filled from above (contacts, helpers). A source shows only what this viewer may see."""


def add_sources(package: str, sources: Mapping[str, Source]) -> None:
    """What a package tells of a case, from its `apps.ready()`."""
    for name, one in sources.items():
        timeline_sources.add(f"{package}.{name}", one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One state of the legal line of a case: behind, now or ahead."""

    state: str
    label: str
    place: Literal["behind", "now", "ahead"]
    reached_on: date | None = None
    until: date | None = None


def timeline(case: Case, viewer: Viewer) -> list[Event]:
    """All events, the latest first. The caller has passed the gate of the case and logs the look.

    Moves, decisions, stages and groups are for those who read the whole file; each source guards its own.
    """
    events = list(_moves(case)) if policy.reads_whole(viewer, case) else []
    for one in _telling(case):
        events.extend(one.tell(case, viewer))
    return sorted(_named(events), key=lambda event: (event.at, event.subject_id), reverse=True)


def _telling(case: Case) -> list[Source]:
    """The sources that know of this case, found by one question for all: most files have something in few of thirty."""
    sources = timeline_sources.values()
    found = Case.objects.filter(pk=case.pk).values_list(*(Exists(one.rows(case)) for one in sources)).first()
    return [one for one, has in zip(sources, found or (), strict=False) if has]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The events of one year under one measure, the latest first; `measure` is its words, or those of the state."""

    year: int
    measure: str
    events: Sequence[Event]


def chapters(case: Case, events: Sequence[Event]) -> list[Chapter]:
    """The timeline cut where the year or the measure changes, so that it is read in the time of a look."""
    living = sorted(case.standings.all(), key=lambda standing: standing.number)
    cut = groupby(events, key=lambda event: (clock.local_day(event.at).year, _under(living, event)))
    return [Chapter(year=year, measure=words, events=tuple(found)) for (year, words), found in cut]


def _under(living: Sequence[Standing], event: Event) -> str:
    """The measure of the day, in words; a move belongs to what it leads to."""
    day = clock.local_day(event.at)
    if not living:
        return ""
    held = [one for one in living if one.from_on <= day] or living[:1]
    own = next((one for one in living if str(one.pk) == event.subject_id), held[-1])
    return law.measures()[own.measure] if own.measure else law.state(own.state).label_vi


def _named(events: Sequence[Event]) -> list[Event]:
    """Officials are called by their names; a job of the night by none."""
    known = [UUID(event.recorder) for event in events if _is_account(event.recorder)]
    names = dict(Account.objects.filter(pk__in=known).values_list("pk", "display_name")) if known else {}
    return [
        replace(event, recorder=names.get(UUID(event.recorder), "") if _is_account(event.recorder) else "")
        for event in events
    ]


def _is_account(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def main_line(case: Case) -> list[Step]:
    """The states of the measure's line with the days they were reached; off the line, the present state comes last."""
    standings = sorted(case.standings.all(), key=lambda standing: standing.number)
    # Going on in another unit is no step: the state was reached on the day of the law's step.
    reached = {standing.state: standing for standing in standings if standing.verb != HANDED_OVER}
    line = list(_line(case)) or list(reached)
    if case.state not in line:
        last = max((line.index(state) for state in reached if state in line), default=-1)
        line.insert(last + 1, case.state)
    now = line.index(case.state)
    return [_step(case, state, reached.get(state), index, now) for index, state in enumerate(line)]


def _line(case: Case) -> Iterable[str]:
    return law.main_line(case.regime, case.measure) if case.measure else ()


def _step(case: Case, state: str, standing: Standing | None, index: int, now: int) -> Step:
    place: Literal["behind", "now", "ahead"] = "now" if index == now else ("behind" if index < now else "ahead")
    return Step(
        state=state,
        label=law.state(state).label_vi,
        place=place,
        reached_on=standing.from_on if standing and place != "ahead" else None,
        until=case.term_to if place == "now" else None,
    )


def _moves(case: Case) -> Iterable[Event]:
    standings = list(case.standings.all())
    elsewhere = [standing for standing in standings if standing.verb == HANDED_OVER]
    prefetch_related_objects(elsewhere, "unit")
    yield from map(_handed_over, elsewhere)
    yield from (_move(standing, _decision(standing)) for standing in standings if standing.verb != HANDED_OVER)


def _struck(case: Case, viewer: Viewer) -> Iterable[Event]:
    """Moves taken back, each with the number of its correction; why is told to the social room."""
    if not policy.reads_whole(viewer, case):
        return
    corrections = list(Correction.objects.filter(case=case).select_related("standing").order_by("number"))
    social = viewer.may(CasePermission.READ_SOCIAL, case.unit_path)
    reasons = vault.reveal_many(corrections, "reason") if social else {}
    for correction in corrections:
        detail = _("Đính chính số %(number)s") % {"number": correction.number}
        if said := reasons.get(correction.pk, {}).get("reason"):
            detail = _("Đính chính số %(number)s: %(reason)s") % {"number": correction.number, "reason": said}
        yield _move(correction.standing, detail)


def _move(standing: Standing, detail: str) -> Event:
    # Within one day the order of the moves counts: a microsecond apiece keeps it through the sorting.
    return Event(
        at=clock.at(standing.from_on) + timedelta(microseconds=standing.number),
        kind="move",
        title=law.state(standing.state).label_vi,
        detail=detail,
        signer=_signer(standing),
        article=standing.article,
        subject_id=str(standing.pk),
        struck=standing.struck,
        recorder=standing.recorded_by,
    )


def _handed_over(standing: Standing) -> Event:
    return Event(
        at=clock.at(standing.from_on) + timedelta(microseconds=standing.number),
        kind="unit",
        title=_("Chuyển hồ sơ sang %s") % standing.unit.full_name,
        subject_id=str(standing.pk),
        recorder=standing.recorded_by,
    )


def _signer(standing: Standing) -> str:
    """The title, which may be one the house knows, and the name."""
    title = _(standing.signer_title) if standing.signer_title else ""
    return ", ".join(part for part in (title, standing.decision_signer) if part)


def _decision(standing: Standing) -> str:
    if not standing.decision_number or standing.decision_on is None:
        return ""
    said = _("Quyết định số %(number)s ngày %(day)s") % {
        "number": standing.decision_number,
        "day": show(standing.decision_on),
    }
    if standing.term_from and standing.term_to:
        last = standing.term_to - timedelta(days=1)
        said += _("; thời hạn %(first)s – %(last)s") % {"first": show(standing.term_from), "last": show(last)}
    return said


def _stages(case: Case, viewer: Viewer) -> Iterable[Event]:
    if not policy.reads_whole(viewer, case):
        return
    labels = {stage.code: _(stage.label_vi) for stage in law.stages(case.regime)}
    for stage in StageRecord.objects.filter(case=case).order_by("from_on", "id"):
        yield Event(
            at=clock.at(stage.from_on),
            kind="stage",
            title=_("Giai đoạn: %s") % labels.get(stage.stage, stage.stage),
            detail=_("đến %s") % show(stage.to_on - timedelta(days=1)) if stage.to_on else "",
            subject_id=str(stage.pk),
            recorder=stage.recorded_by,
        )


def _cohorts(case: Case, viewer: Viewer) -> Iterable[Event]:
    if not policy.reads_whole(viewer, case):
        return
    for member in CohortMember.objects.filter(case=case).select_related("cohort").order_by("joined_on", "id"):
        yield Event(
            at=clock.at(member.joined_on),
            kind="cohort",
            title=_("Vào nhóm theo dõi “%s”") % member.cohort.name,
            detail=_("rời nhóm ngày %s") % show(member.left_on) if member.left_on else "",
            subject_id=str(member.pk),
        )


OWN_SOURCES: Mapping[str, Source] = {
    "struck": source(_struck, Correction),
    "stages": source(_stages, StageRecord),
    "cohorts": source(_cohorts, CohortMember),
}
