"""Questions about everyday work with a case: what a dossier lacks, which paper, why, what follows, which clocks run."""

from collections.abc import Collection
from datetime import date

from hoanhap.kernel.errors import Refused
from hoanhap.law.casework_loader import casework
from hoanhap.law.casework_model import (
    AbsenceRule,
    Casework,
    CaseworkWords,
    Clock,
    Dossier,
    DossierPaper,
    Ground,
    Ladder,
    PaperRule,
)
from hoanhap.law.model import Form
from hoanhap.law.regimes import regime, regime_on


def casework_on(on: date) -> Casework:
    """Everything of the regime in force on this day."""
    return casework().regimes[regime_on(on).code]


def casework_of(regime_code: str) -> Casework:
    return casework().regimes[regime(regime_code).code]


def casework_words() -> CaseworkWords:
    """The words all regimes share: papers, steps, completions, happenings."""
    return casework().words


def dossier_for(regime_code: str, verb: str, state: str = "") -> Dossier | None:
    """The dossier that leads to this move; None where the texts at hand ask for none."""
    for found in casework_of(regime_code).dossiers:
        if found.verb == verb and (not found.states or not state or state in found.states):
            return found
    return None


def wanted_papers(dossier: Dossier, ages: Collection[int]) -> tuple[DossierPaper, ...]:
    """The papers for a person of this age; with two possible ages, or none known, what either would need."""
    return tuple(
        paper
        for paper in dossier.papers
        if paper.age_below is None or not ages or any(age < paper.age_below for age in ages)
    )


def papers_in(regime_code: str, state: str) -> tuple[PaperRule, ...]:
    """The papers the office may write about a case in this state."""
    return tuple(
        paper for paper in casework_of(regime_code).papers if not paper.from_states or state in paper.from_states
    )


def paper_rule(regime_code: str, code: str) -> PaperRule:
    """Refused where the regime knows no such paper."""
    for found in casework_of(regime_code).papers:
        if found.code == code:
            return found
    raise Refused(f"Chế độ {regime_code} không có loại giấy tờ “{code}”.", code="law.no_paper")


def form_of(regime_code: str, number: str | None) -> Form | None:
    return next((form for form in regime(regime_code).forms if form.number == number), None)


def grounds_for(verb: str, state: str, on: date) -> tuple[Ground, ...]:
    """The coded reasons of this move on this day; where there are none, none is asked for."""
    return tuple(
        found
        for found in casework_on(on).grounds
        if found.verb == verb and (not found.states or not state or state in found.states)
    )


def ladders_in(state: str, on: date) -> tuple[Ladder, ...]:
    """The kinds of violation the law of this day knows for a case in this state."""
    return tuple(found for found in casework_on(on).ladder if state in found.states)


def ladder(kind: str, on: date) -> Ladder:
    for found in casework_on(on).ladder:
        if found.kind == kind:
            return found
    raise Refused(f"Chế độ {regime_on(on).code} không có loại vi phạm “{kind}”.", code="law.no_violation")


def absence_rule(state: str, on: date) -> AbsenceRule | None:
    return next((found for found in casework_on(on).absences if state in found.states), None)


def clocks_for(state: str, verb: str, measure: str, on: date) -> tuple[Clock, ...]:
    """The clocks that run for a case that came into this state by this verb."""
    return tuple(found for found in casework_on(on).clocks if found.runs(state, verb, measure))


def checked_states(on: date) -> tuple[str, ...]:
    """The states whose people the police see at home at least once a month."""
    return casework_on(on).checked_states
