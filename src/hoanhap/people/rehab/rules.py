"""What a dossier lacks, whether the stages were gone through, why a step is taken. Facts in, answers out. Pure.

Only what was read in the law itself (SEEN) blocks; the rest is a remark for a person to weigh.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.kernel import durations
from hoanhap.kernel.dates import show
from hoanhap.kernel.durations import UNIT_LABELS, Duration
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import lower_first
from hoanhap.kernel.workdays import WorkingCalendar
from hoanhap.people.cases.rules import Remark

MISSING, PRESENT, WAIVED = "missing", "present", "waived"
HELD = "held"
HOME = ("rehab_voluntary_home", "rehab_voluntary_community", "rehab_compulsory_community")
_DAY = timedelta(days=1)


# -- dossiers ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One paper of a dossier as it stands."""

    paper: str
    state: str = MISSING
    on: date | None = None
    waived_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """A paper that is not there, or no longer holds; `blocks` where the law was read."""

    paper: str
    label: str
    why: str
    blocks: bool
    article: str
    confidence: str


def lacks(
    regime: str, verb: str, items: Sequence[Item], *, ages: Collection[int], on: date, calendar: WorkingCalendar
) -> list[Lack]:
    """What the dossier still lacks on this day, in the order of the checklist."""
    dossier = law.dossier_for(regime, verb)
    if dossier is None:
        return []
    there = {item.paper: item for item in items}
    found = []
    for paper in law.wanted_papers(dossier, ages):
        why = _lacking(paper, there.get(paper.paper), on, calendar)
        if why:
            # With two possible ages a paper that only one of them needs is asked for, not demanded.
            sure = paper.age_below is None or (bool(ages) and all(age < paper.age_below for age in ages))
            found.append(
                Lack(
                    paper=paper.paper,
                    label=_(paper.label_vi),
                    why=why,
                    blocks=paper.confidence.may_block and sure,
                    article=paper.article,
                    confidence=paper.confidence.value,
                )
            )
    return found


def _lacking(paper: law.DossierPaper, item: Item | None, on: date, calendar: WorkingCalendar) -> str:
    if not paper.always:
        return ""
    if item is None or item.state == MISSING:
        return _("còn thiếu")
    if item.state == WAIVED:
        blocked = paper.confidence.may_block and item.waived_because != HELD
        return _("không bỏ được: luật đòi giấy này") if blocked else ""
    return _expired(paper, item, on, calendar)


def _expired(paper: law.DossierPaper, item: Item, on: date, calendar: WorkingCalendar) -> str:
    if not paper.valid_event:
        return ""
    if item.on is None:
        return _("chưa ghi ngày, chưa biết còn hiệu lực")
    # How long a slip holds is said by the law of the day it is handed in, also of a slip from before that law.
    event = law.event_on(paper.valid_event, on)
    if event.value is None:
        return ""
    last = durations.add(item.on, Duration(event.value, event.unit), calendar)
    return _("hết hiệu lực từ ngày %s") % show(last + _DAY) if on > last else ""


def missing_refusal(found: Sequence[Lack]) -> Refused | None:
    """The refusal that names every paper the law demands and nobody has; None when none is missing."""
    blocking = [lack for lack in found if lack.blocks]
    if not blocking:
        return None
    named = "; ".join(f"{lower_first(lack.label)} ({lack.why})" for lack in blocking)
    articles = "; ".join(dict.fromkeys(lack.article for lack in blocking))
    return Refused(
        _("Chưa trình được: %s.") % named,
        code="dossier-incomplete",
        article=articles,
        way_out=_("Ghi các giấy tờ này đã có, rồi trình lại."),
    )


def remarks_of(found: Sequence[Lack]) -> tuple[Remark, ...]:
    """What is missing and does not block."""
    return tuple(
        Remark(text=f"{lack.label}: {lack.why}.", article=lack.article, confidence=lack.confidence)
        for lack in found
        if not lack.blocks
    )


# -- stages ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StageGap:
    text: str
    blocks: bool
    article: str
    confidence: str


def stage_gaps(
    regime: str, measure: str, records: Mapping[str, tuple[date, date | None]], *, on: date
) -> list[StageGap]:
    """What the stages still lack for the measure to be called complete: absent, too short, or out of order.

    Records: stage → [from, to). What was done inside a facility is proved by its certificate, not here.
    """
    if measure not in HOME:
        return []
    found, last = [], date.min
    for stage in law.stages(regime, measure):
        spent = records.get(stage.code)
        if spent is None:
            if stage.required:
                found.append(_gap(stage, _("Chưa ghi giai đoạn “%s”.") % _(stage.label_vi)))
            continue
        begun, ended = spent[0], spent[1] or on
        if begun < last:
            found.append(_gap(stage, _("Giai đoạn “%s” bắt đầu trước giai đoạn đứng trước nó.") % _(stage.label_vi)))
        last = max(last, begun)
        if stage.minimum is not None and stage.unit is not None:
            least = durations.add(begun, Duration(stage.minimum, stage.unit))
            if ended < least:
                length = f"{stage.minimum} {_(UNIT_LABELS[stage.unit])}"
                words = {"stage": _(stage.label_vi), "least": length, "day": show(least)}
                found.append(
                    _gap(stage, _("Giai đoạn “%(stage)s” cần ít nhất %(least)s, đến hết ngày %(day)s.") % words)
                )
    return found


def _gap(stage: law.Stage, text: str) -> StageGap:
    return StageGap(
        text=text,
        blocks=bool(stage.required) and stage.confidence.may_block,
        article=stage.article,
        confidence=stage.confidence.value,
    )


def stage_refusal(found: Sequence[StageGap]) -> Refused | None:
    blocking = [gap for gap in found if gap.blocks]
    if not blocking:
        return None
    return Refused(
        " ".join(gap.text for gap in blocking),
        code="stages-incomplete",
        article="; ".join(dict.fromkeys(gap.article for gap in blocking)),
        way_out=_("Ghi các giai đoạn đã qua của người này, rồi làm lại bước này."),
    )


# -- reasons of steps --------------------------------------------------------------------------------------------------


def chosen_ground(verb: str, state: str, on: date, code: str) -> law.Ground | None:
    """The ground chosen for this step. Raises Refused for an unknown one, or for none where the law asks for one."""
    offered = law.grounds_for(verb, state, on)
    if not code:
        if any(ground.confidence.may_block for ground in offered):
            raise Refused(
                _("Bước “%s” cần một lý do theo luật.") % _(law.verb_label(verb)),
                code="ground-missing",
                article="; ".join(dict.fromkeys(ground.article for ground in offered)),
                way_out=_("Chọn một trong các lý do được liệt kê."),
            )
        return None
    for ground in offered:
        if ground.code == code:
            return ground
    raise Refused(_("Lý do này không dùng cho bước đã chọn."), code="ground-unknown")
