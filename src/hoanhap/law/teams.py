"""Which body stands by people in a commune under the regime of a day, and who must sit in it (instruments/teams)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from hoanhap.kernel.confidence import Confidence
from hoanhap.law.faults import InstrumentFault
from hoanhap.law.model import Fact
from hoanhap.law.reading import Reader, parse
from hoanhap.law.regimes import regime_on, regimes

FILE = Path(__file__).parent / "instruments" / "teams" / "teams.yaml"
FOR = ("commune", "person")
NEEDS = ("required", "usual", "possible")
ROLES = ("head", "deputy", "member")
MINOR = "minor"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRule(Fact):
    """A seat that one of these parties takes, in this role; `minor`: only where the person is under 18."""

    any_of: tuple[str, ...]
    role: str
    minor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRule(Fact):
    """A body of one regime: `stands_for` all of a commune or one person; how much it is asked for; its seats."""

    code: str
    regime: str
    stands_for: str
    need: str
    seats: tuple[SeatRule, ...]

    def seats_for(self, *, minor: bool) -> list[SeatRule]:
        """The seats that are asked for; those for somebody under 18 only then."""
        return [seat for seat in self.seats if minor or not seat.minor]


@dataclass(frozen=True, slots=True)
class Teams:
    labels: Mapping[str, str]
    rules: tuple[TeamRule, ...]


def teams_on(on: date) -> tuple[TeamRule, ...]:
    """The bodies known to the regime of this day, what is required first."""
    code = regime_on(on).code
    found = (rule for rule in _teams().rules if rule.regime == code)
    return tuple(sorted(found, key=lambda rule: NEEDS.index(rule.need)))


def team_on(code: str, on: date) -> TeamRule | None:
    """The rule of one body on this day; None where the regime does not know it."""
    return next((rule for rule in teams_on(on) if rule.code == code), None)


def standing_teams(on: date) -> tuple[str, ...]:
    """The bodies of which a commune is asked for one, the required before those that are only usual."""
    return tuple(rule.code for rule in teams_on(on) if rule.stands_for == "commune" and rule.need != "possible")


def team_rules() -> tuple[TeamRule, ...]:
    """Every rule as shipped."""
    return _teams().rules


def seat_labels() -> Mapping[str, str]:
    """Who may take a seat: code → Vietnamese words."""
    return _teams().labels


def read(text: str) -> Teams:
    """The file as checked data. Raises InstrumentFault."""
    top = Reader(parse(text), "teams")
    sources, labels = top.texts("sources"), top.texts("seats")
    cited: set[str] = set()
    known = [found.code for found in regimes()]
    rules = tuple(_team(entry, known, labels, sources, cited) for entry in top.items("teams"))
    top.done()
    if unused := sorted(sources.keys() - cited):
        raise InstrumentFault("teams / sources", f"never cited {unused}")
    _check_once([(rule.regime, rule.code) for rule in rules])
    return Teams(labels, rules)


@cache
def _teams() -> Teams:
    return read(FILE.read_text(encoding="utf-8"))


def _team(
    entry: Reader, known: Collection[str], labels: Mapping[str, str], sources: Mapping[str, str], cited: set[str]
) -> TeamRule:
    rule = TeamRule(
        code=entry.text("code"),
        regime=entry.word("regime", known),
        stands_for=entry.one_of("for", FOR),
        need=entry.one_of("need", NEEDS),
        seats=tuple(_seat(seat, labels, sources, cited) for seat in entry.items("seats")),
        article=entry.text("article"),
        source=_source(entry, sources, cited),
        confidence=_confidence(entry),
    )
    entry.done()
    if sum(seat.role == "head" for seat in rule.seats) > 1:
        raise entry.fault("two seats of a head")
    return rule


def _seat(entry: Reader, labels: Mapping[str, str], sources: Mapping[str, str], cited: set[str]) -> SeatRule:
    seat = SeatRule(
        any_of=entry.words("any", labels),
        role=entry.one_of("role", ROLES),
        minor=entry.has("only") and entry.one_of("only", (MINOR,)) == MINOR,
        article=entry.text("article"),
        source=_source(entry, sources, cited),
        confidence=_confidence(entry),
    )
    entry.done()
    if not seat.any_of:
        raise entry.fault("a seat for nobody")
    return seat


def _source(entry: Reader, sources: Mapping[str, str], cited: set[str]) -> str:
    found = entry.word("source", sources)
    cited.add(found)
    return found


def _confidence(entry: Reader) -> Confidence:
    return Confidence(entry.one_of("confidence", tuple(Confidence)))


def _check_once(names: Sequence[tuple[str, str]]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InstrumentFault("teams", f"said twice {twice}")
