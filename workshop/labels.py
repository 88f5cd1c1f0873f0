"""Texts that stand in data and show on screens: labels of law and forms, names of days off: the catalogue has them.

The data stay Vietnamese, and so does every paper; `hoanhap.web.ui.labels` looks the English up where a screen shows it.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from hoanhap.foundation import audit
from hoanhap.foundation.privacy import facts as privacy
from hoanhap.kernel.confidence import Confidence
from hoanhap.kernel.durations import UNIT_LABELS
from hoanhap.kernel.workdays import WorkingCalendar
from hoanhap.law import aid, teams
from hoanhap.law.casework_loader import casework
from hoanhap.law.casework_model import Casework
from hoanhap.law.loader import law
from hoanhap.law.model import Regime
from hoanhap.ops.demonstration import accounts
from hoanhap.people.community.schemes import movements
from hoanhap.people.reintegration import vocabulary
from hoanhap.steering.reports.form import Form, all_forms
from hoanhap.web.office.calendar.forms import FIRST_YEAR, LAST_YEAR


def labels() -> Iterator[tuple[str, str]]:
    """(the place in the sources, the Vietnamese label), each as often as the data have it."""
    words = law().vocabulary
    place = "law/instruments/vocabulary.yaml"
    yield from ((place, state.label_vi) for state in words.states.values())
    yield from ((place, label) for part in (words.measures, words.verbs, words.parties) for label in part.values())
    for regime in law().regimes:
        yield from ((f"law/instruments/{regime.code}.yaml", label) for label in _of_regime(regime))
    yield from _of_everyday_work()
    yield from (("kernel/confidence.py", caution) for one in Confidence if (caution := one.caution_vi))
    yield from (("foundation/privacy/facts.yaml", label) for label in _of_privacy())
    yield from (("foundation/audit/codes.py", act) for act in audit.codes.values())
    yield from (("kernel/durations.py", unit) for unit in UNIT_LABELS.values())
    yield from (("kernel/workdays.py", name) for name in _holidays())
    yield from (("ops/demonstration/accounts.py", account.title) for account in accounts.shown())
    for form in all_forms().values():
        yield from ((f"steering/reports/forms/{form.code.lower()}.yaml", label) for label in _of_form(form))


def _of_everyday_work() -> Iterator[tuple[str, str]]:
    """What stands beside the regimes: papers and violations, teams, rates, help and trades, movements."""
    words = casework().words
    for part in (words.papers, words.ladder_steps, words.completions, words.happenings):
        yield from (("law/instruments/casework/vocabulary.yaml", label) for label in part.values())
    for regime, found in casework().regimes.items():
        yield from ((f"law/instruments/casework/{regime}.yaml", label) for label in _of_casework(found))
    yield from (("law/instruments/teams/teams.yaml", label) for label in teams.seat_labels().values())
    yield from (("law/aid.yaml", rate.label_vi) for rate in aid.aid().rates)
    yield from (("people/reintegration/kinds.yaml", kind.label) for kind in vocabulary.help_kinds())
    yield from (("people/reintegration/kinds.yaml", trade.label) for trade in vocabulary.trades())
    for movement in movements.shipped():
        names = (movement.name, *(part.name for part in movement.parts))
        yield from (("people/community/schemes/movements.yaml", name) for name in names)


def _of_casework(found: Casework) -> Iterator[str]:
    """What the screens show of it; the sentence on complaints and the legal bases stand on papers only."""
    for dossier in found.dossiers:
        yield dossier.help_vi
        yield from (words for paper in dossier.papers for words in (paper.when_vi, paper.note_vi) if words)
    yield from (paper.title_vi for paper in found.papers)
    yield from (ground.label_vi for ground in found.grounds)
    yield from (rung.label_vi for rung in found.ladder)
    yield from (rule.note_vi for rule in found.absences)


def _of_privacy() -> Iterator[str]:
    """What the screens of rights show from the facts of law; the texts people agree to stay Vietnamese."""
    read = privacy.facts()
    yield from read.labels.values()
    yield from read.shorts.values()
    yield from (ground.label for ground in read.grounds.values())
    yield from (purpose.label for purpose in read.purposes.values())
    yield read.without_consent_said
    yield read.without_consent.article
    yield from dict.fromkeys(ground.article for ground in read.grounds.values())
    yield from (term.label for term in read.retention.values())
    yield from (term.article for term in read.retention.values())
    yield from dict.fromkeys(row["label"] for row in read.raw_breaches)
    yield from dict.fromkeys(row["article"] for period in read.raw_clocks for row in period["answers"])


def _of_regime(regime: Regime) -> Iterator[str]:
    yield from (stage.label_vi for stage in regime.stages)
    yield from (event.label_vi for event in regime.events)
    yield from (refused.reason_vi for refused in regime.refused)
    yield from (rule.note_vi for rule in regime.carry_over if rule.note_vi)
    yield from regime.determination.criteria.names.values()
    yield from regime.determination.signers.kinds.values()


def _holidays() -> set[str]:
    """The built-in names of days off, of the years the calendar shows."""
    calendar = WorkingCalendar()
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return {name for day in days if (name := calendar.name(day))}


def _of_form(form: Form) -> Iterator[str]:
    yield from (block.title for block in form.blocks)
    yield from (cell.label for cell in form.cells)
