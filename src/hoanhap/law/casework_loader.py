"""Reads `instruments/casework/` as strictly as the instruments themselves: nothing unknown, nothing said twice."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hoanhap.kernel.durations import Unit
from hoanhap.law.casework_model import (
    ABSENCE,
    REFUSE,
    STANDING,
    TERM_TO,
    AbsenceRule,
    AllCasework,
    Casework,
    CaseworkWords,
    CheckRule,
    Clock,
    Complaint,
    Dossier,
    DossierPaper,
    Ground,
    Ladder,
    PaperRule,
)
from hoanhap.law.faults import InstrumentFault
from hoanhap.law.loader import INSTRUMENTS, VOCABULARY, law
from hoanhap.law.model import Confidence, Regime
from hoanhap.law.reading import Reader, parse

FOLDER: Path = INSTRUMENTS / "casework"
ISSUERS = ("person", "committee", "police")


@cache
def casework() -> AllCasework:
    """As shipped, read once."""
    return load({path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yaml"))})


def load(texts: Mapping[str, str]) -> AllCasework:
    """Texts by file stem -> all of it. Raises InstrumentFault naming file and place."""
    words = _words(Reader(parse(texts[VOCABULARY]), f"casework/{VOCABULARY}"))
    found = {}
    for regime in law().regimes:
        if regime.code not in texts:
            raise InstrumentFault(f"casework/{regime.code}", "the file is missing")
        found[regime.code] = _Reading(regime, words).read(Reader(parse(texts[regime.code]), f"casework/{regime.code}"))
    strange = sorted(texts.keys() - found.keys() - {VOCABULARY})
    if strange:
        raise InstrumentFault(f"casework/{strange[0]}", "belongs to no regime")
    return AllCasework(words=words, regimes=found)


def _words(top: Reader) -> CaseworkWords:
    found = CaseworkWords(
        papers=top.texts("papers"),
        ladder_steps=top.texts("ladder_steps"),
        completions=top.texts("completions"),
        happenings=top.texts("happenings"),
    )
    top.done()
    return found


class _Reading:
    """One file, read with the words of its regime."""

    def __init__(self, regime: Regime, words: CaseworkWords) -> None:
        self.regime, self.words = regime, words
        self.states = {*regime.states, *regime.legacy_states}
        self.verbs = {rule.verb for rule in regime.moves}
        self.events = {event.code for event in regime.events}
        self.forms = {form.number for form in regime.forms}
        self.sources: set[str] = set(regime.sources)
        self.own: set[str] = set()
        self.cited: set[str] = set()

    def read(self, top: Reader) -> Casework:
        self.own = set(top.texts("sources"))
        self.sources |= self.own
        found = Casework(
            regime=self.regime.code,
            bases_vi=tuple(top.raw("bases_vi")),
            complaint=self._complaint(top.section("complaint")),
            dossiers=tuple(self._dossier(entry) for entry in top.items("dossiers")),
            papers=tuple(self._paper(entry) for entry in top.items("papers")),
            grounds=tuple(self._ground(entry) for entry in top.items("grounds")),
            ladder=tuple(self._ladder(entry) for entry in top.items("ladder")),
            absences=tuple(self._absence(entry) for entry in top.items("absences")),
            clocks=tuple(self._clock(entry) for entry in top.items("clocks")),
            checked_states=top.words("checked_states", self.states),
            checks=self._checks(top.section("residence_checks")),
        )
        top.done()
        for name in sorted(self.own - self.cited):
            raise top.fault(f"source {name!r} is listed but never cited")
        _once(top, "paper", [paper.code for paper in found.papers])
        _once(top, "ground", [(ground.verb, ground.code) for ground in found.grounds])
        _once(top, "violation", [rung.kind for rung in found.ladder])
        for dossier in found.dossiers:
            _once(top, dossier.verb, [paper.paper for paper in dossier.papers])
        return found

    def _cited(self, entry: Reader) -> dict[str, Any]:
        source = entry.word("source", self.sources)
        self.cited.add(source)
        return {
            "article": entry.text("article"),
            "source": source,
            "confidence": Confidence(entry.one_of("confidence", tuple(Confidence))),
        }

    def _states(self, entry: Reader, key: str = "states") -> frozenset[str]:
        return frozenset(entry.words(key, self.states)) if entry.has(key) else frozenset()

    def _form(self, entry: Reader) -> str | None:
        return entry.word_or_none("form", self.forms)

    def _complaint(self, entry: Reader) -> Complaint:
        found = Complaint(text_vi=entry.text("text_vi"), **self._cited(entry))
        entry.done()
        return found

    def _dossier(self, entry: Reader) -> Dossier:
        found = Dossier(
            verb=entry.word("verb", self.verbs),
            states=self._states(entry),
            event=entry.word_or_none("event", self.events),
            help_vi=entry.text("help_vi"),
            papers=tuple(self._wanted(paper) for paper in entry.items("papers")),
            **self._cited(entry),
        )
        entry.done()
        return found

    def _wanted(self, entry: Reader) -> DossierPaper:
        paper = entry.word("paper", self.words.papers)
        found = DossierPaper(
            paper=paper,
            label_vi=self.words.papers[paper],
            form=self._form(entry),
            age_below=entry.number_or_none("age_below"),
            when_vi=entry.text_or("when_vi"),
            note_vi=entry.text_or("note_vi"),
            valid_event=entry.word_or_none("valid_event", self.events),
            **self._cited(entry),
        )
        entry.done()
        return found

    def _paper(self, entry: Reader) -> PaperRule:
        found = PaperRule(
            code=entry.text("code"),
            title_vi=entry.text("title_vi"),
            issuer=entry.one_of("issuer", ISSUERS),
            form=self._form(entry),
            from_states=self._states(entry, "from"),
            **self._cited(entry),
        )
        entry.done()
        return found

    def _ground(self, entry: Reader) -> Ground:
        found = Ground(
            verb=entry.word("verb", {*self.verbs, REFUSE}),
            code=entry.text("code"),
            label_vi=entry.text("label_vi"),
            states=self._states(entry),
            paper=entry.word_or_none("paper", self.words.papers),
            **self._cited(entry),
        )
        entry.done()
        return found

    def _ladder(self, entry: Reader) -> Ladder:
        found = Ladder(
            kind=entry.text("kind"),
            label_vi=entry.text("label_vi"),
            states=self._states(entry),
            steps=entry.words("steps", self.words.ladder_steps),
            **self._cited(entry),
        )
        entry.done()
        return found

    def _absence(self, entry: Reader) -> AbsenceRule:
        found = AbsenceRule(
            states=self._states(entry),
            unreported_counts=entry.flag("unreported_counts"),
            reported_counts=entry.flag("reported_counts"),
            each_max=entry.number_or_none("each_max"),
            unit=Unit(entry.one_of("unit", tuple(Unit))),
            share=entry.number_or_none("share"),
            note_vi=entry.text("note_vi"),
            **self._cited(entry),
        )
        entry.done()
        return found

    def _clock(self, entry: Reader) -> Clock:
        found = Clock(
            event=entry.word("event", self.events),
            starts=entry.word("from", {STANDING, TERM_TO, ABSENCE, *self.words.happenings}),
            states=self._states(entry),
            verbs=frozenset(entry.words("verbs", self.verbs)) if entry.has("verbs") else frozenset(),
            measures=self._states(entry, "measures"),
            until=frozenset(entry.words("until", self.words.happenings)),
        )
        entry.done()
        return found

    def _checks(self, entry: Reader) -> CheckRule:
        found = CheckRule(
            event=entry.word_or_none("event", self.events),
            every=entry.number("every"),
            unit=Unit(entry.one_of("unit", tuple(Unit))),
            **self._cited(entry),
        )
        entry.done()
        return found


def _once(top: Reader, what: str, said: Iterable[object]) -> None:
    words = list(said)
    twice = sorted({str(word) for word in words if words.count(word) > 1})
    if twice:
        raise top.fault(f"{what} said twice: {twice}")
