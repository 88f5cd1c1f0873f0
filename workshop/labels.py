"""Texts that stand in data and show on screens: the law's labels, the lines of the forms. The catalogue takes them in.

The data stay Vietnamese, and so does every paper; `hoanhap.web.ui.labels` looks the English up where a screen shows it.
"""

from collections.abc import Iterator

from hoanhap.kernel.durations import UNIT_LABELS
from hoanhap.law.loader import law
from hoanhap.law.model import Confidence, Regime
from hoanhap.steering.reports.form import Form, all_forms


def labels() -> Iterator[tuple[str, str]]:
    """(the place in the sources, the Vietnamese label), each as often as the data have it."""
    words = law().vocabulary
    place = "law/instruments/vocabulary.yaml"
    yield from ((place, state.label_vi) for state in words.states.values())
    yield from ((place, label) for part in (words.measures, words.verbs, words.parties) for label in part.values())
    for regime in law().regimes:
        yield from ((f"law/instruments/{regime.code}.yaml", label) for label in _of_regime(regime))
    yield from (("law/model.py", caution) for one in Confidence if (caution := one.caution_vi))
    yield from (("kernel/durations.py", unit) for unit in UNIT_LABELS.values())
    for form in all_forms().values():
        yield from ((f"steering/reports/forms/{form.code.lower()}.yaml", label) for label in _of_form(form))


def _of_regime(regime: Regime) -> Iterator[str]:
    yield from (stage.label_vi for stage in regime.stages)
    yield from (event.label_vi for event in regime.events)
    yield from (refused.reason_vi for refused in regime.refused)


def _of_form(form: Form) -> Iterator[str]:
    yield from (block.title for block in form.blocks)
    yield from (cell.label for cell in form.cells)
