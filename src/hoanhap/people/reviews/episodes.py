"""Where rehab ended in the course of a case, and why somebody is no longer followed after it. Pure.

An episode begins with the end of rehab: the step out of a measure into management after rehab or to the completed end,
or the first step of a file that begins after rehab (somebody came home from a centre). It reaches to the next rehab.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from hoanhap.people.cases import states

ENDS = (*states.AFTER, "completed")
FROM = (*states.REHAB, "suspended")
COMES_HOME = (*states.AFTER, "support_only")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A step of the case: the state it led to, from which, on which day, under which measure."""

    number: int
    state: str
    came_from: str
    from_on: date
    measure: str
    handed_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """The time after one rehab: [ended_on, again_on). `measure` is the rehab that ended, "" when it was elsewhere."""

    ended_on: date
    measure: str
    again_on: date | None = None

    def holds(self, day: date) -> bool:
        return day >= self.ended_on and (self.again_on is None or day < self.again_on)


class Left(StrEnum):
    """Why the time a person was followed came to its end."""

    SIGN = "sign"
    FOLLOWED = "followed"
    AGAIN = "again"
    DECEASED = "deceased"
    MOVED = "moved"
    ENDED = "ended"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What an officer signed of one person on a day; `seen`: reviewed or assessed; `sign_on`: the day of the sign."""

    on: date
    seen: bool
    sign_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """One end of rehab: the case, its groups, what was signed since."""

    case_id: UUID
    group: str
    label: str
    episode: Episode
    until: date | None
    left: Left
    outcome: str = ""
    not_seen: str = ""
    work: str = ""
    written: bool = False


def episodes(stays: Sequence[Stay]) -> list[Episode]:
    """The episodes of one case, the earliest first."""
    steps = sorted((stay for stay in stays if not stay.handed_over), key=lambda stay: stay.number)
    found: list[Episode] = []
    for index, stay in enumerate(steps):
        if not _ends_rehab(stay):
            continue
        again = next((later.from_on for later in steps[index + 1 :] if _begins_rehab(later)), None)
        found.append(Episode(ended_on=stay.from_on, measure=_measure_before(steps, index), again_on=again))
    return found


def outcome(episode: Episode, signed: Sequence[Signed], *, closed_as: str, is_open: bool) -> tuple[date | None, Left]:
    """Until which day somebody signed for this person, and why no longer.

    None: nobody ever did after the end of rehab, so he stands on no curve (`Left` says where he is).
    """
    within = sorted((one for one in signed if episode.holds(one.on)), key=lambda one: one.on)
    signs = [one.sign_on for one in within if one.sign_on is not None and one.sign_on >= episode.ended_on]
    if signs:
        return min(signs), Left.SIGN
    seen = [one.on for one in within if one.seen]
    last = max(seen) if seen else None
    return last, _why_left(episode, within, closed_as, is_open=is_open)


def _ends_rehab(stay: Stay) -> bool:
    if stay.state in ENDS and stay.came_from in FROM:
        return True
    return stay.number == 1 and stay.state in COMES_HOME


def _begins_rehab(stay: Stay) -> bool:
    return stay.state in states.REHAB and stay.came_from not in (*states.REHAB, *states.PAUSED)


def _measure_before(steps: Sequence[Stay], index: int) -> str:
    return steps[index - 1].measure if index else ""


def _why_left(episode: Episode, within: Sequence[Signed], closed_as: str, *, is_open: bool) -> Left:
    if episode.again_on is not None:
        return Left.AGAIN
    if not is_open:
        return {"closed_deceased": Left.DECEASED, "closed_moved": Left.MOVED}.get(closed_as, Left.ENDED)
    return Left.FOLLOWED if not within or within[-1].seen else Left.LOST
