"""Fourteen tamperings at a hundred places, all found with one head that stands outside; two verifiers agree on each."""

import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from django.db import connection, transaction

from hoanhap.foundation.audit import export, heads, signing, verifying, words
from hoanhap.foundation.audit.heads import Anchor
from hoanhap.foundation.audit.sources import Address
from tests.proofs import audit_ground, size, tamperings
from tests.proofs.conftest import Figure
from tests.proofs.log_on_the_table import LENGTH, Log, into_connection, into_file, made_by_the_product
from tests.stand_alone import verify_audit

pytestmark = pytest.mark.django_db
# Ends, neighbours of checkpoints (every 20), and every remainder the tamperings make a difference by.
_FEW = (1, 2, 3, 4, 5, 6, 7, 19, 20, 21, 37, 40, 60, 61, 79, 80, 100)
PLACES: Sequence[int] = size.of(small=_FEW, full=tuple(range(1, 101)))
Kinds = frozenset[str]
# Where one guard alone tells, it must be that one.
TOLD_BY = {
    "backdate": {"backdated"},
    "drop_a_trigger": {"trigger"},
    "delete_the_tail": {"tail_missing"},
}


@dataclass
class World:
    """An honest log, another site's, and what was printed on paper when the first had its full length."""

    log: Log
    other: Log
    printed: str
    anchor: Anchor


_made: list[World] = []


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """Made once by the product; every test works on copies."""
    if not _made:
        log, other = made_by_the_product(monkeypatch), made_by_the_product(monkeypatch, first=10_000)
        assert len(log.links) == LENGTH
        printed = f"{LENGTH} {' '.join(words.of(log.links[-1]['chain_digest']))}"
        _made.append(World(log, other, printed, heads.read(printed)))
    return _made[0]


@dataclass
class Verifiers:
    """Ours and the one that stands alone, on a file or on the database in hand."""

    alone: ModuleType
    file: Path
    schema: list[str]

    def both(self, log: Log, world: World, *, outside: bool) -> tuple[Kinds, Kinds]:
        anchors = [world.anchor] if outside else []
        asked = verifying.Asked(keys=[signing.public_key()], anchors=anchors)
        if connection.vendor == "sqlite":
            into_file(log, self.file, self.schema)
            with Address(file=str(self.file)).opened() as opened:
                outcome = verifying.verify(opened, asked)
        else:
            with transaction.atomic():
                into_connection(log)
                outcome = verifying.verify(verifying.of_connection(), asked)
                lines = io.StringIO()
                export.write(verifying.of_connection(), lines)
                self.file.write_text(lines.getvalue(), encoding="utf-8")
                transaction.set_rollback(True)
        printed = [self.alone.anchor(world.printed)] if outside else []
        check = self.alone.verify(self.file, [signing.public_key().raw], printed)
        return frozenset(fault.kind for fault in outcome.faults), frozenset(kind for kind, _at, _says in check.faults)


@pytest.fixture
def verifiers(tmp_path: Path) -> Verifiers:
    schema = audit_ground.schema() if connection.vendor == "sqlite" else []
    return Verifiers(verify_audit(), tmp_path / "log", schema)


def _places() -> Sequence[int]:
    return PLACES if connection.vendor == "sqlite" else PLACES[:: size.of(small=5, full=7)]


def test_the_honest_log_is_sound_for_both(world: World, verifiers: Verifiers) -> None:
    assert verifiers.both(world.log, world, outside=True) == (frozenset(), frozenset())


@pytest.mark.parametrize("name", tamperings.ALL)
def test_every_tampering_is_found_at_every_place(name: str, world: World, verifiers: Verifiers, figure: Figure) -> None:
    missed, wrong, disagreed, started = [], [], [], time.perf_counter()
    for place in _places():
        log = world.log.copy()
        tamperings.ALL[name](log, place, world.other.copy())
        if connection.vendor != "sqlite":
            log = _on_postgresql(log)
        ours, theirs = verifiers.both(log, world, outside=True)
        if name in TOLD_BY and ours != TOLD_BY[name]:
            wrong.append((place, sorted(ours)))
        if not ours:
            missed.append(place)
        if ours != theirs:
            disagreed.append((place, sorted(ours), sorted(theirs)))
    figure(f"tampering.{name}", len(_places()) - len(missed), "found", of=len(_places()))
    figure(f"tampering.{name}.seconds", round(time.perf_counter() - started, 1), "s")
    assert missed == []
    assert wrong == []
    assert disagreed == []


def _on_postgresql(log: Log) -> Log:
    """Triggers have other names there."""
    log.dropped = {
        name.replace("_no_update", "_append_only").replace("_no_delete", "_no_truncate") for name in log.dropped
    }
    if log.strange:
        log.dropped, log.strange = {"audit_auditlink_append_only"}, False
    return log


@pytest.mark.parametrize("name", ["delete_the_tail", "restore_an_old_backup"])
def test_without_a_head_from_outside_a_cut_tail_is_missed(name: str, world: World, verifiers: Verifiers) -> None:
    """The control: it is the printed head that finds these, and nothing inside the database can."""
    for place in (4, 40, 100):
        log = world.log.copy()
        tamperings.ALL[name](log, place, world.other)
        assert verifiers.both(log, world, outside=False) == (frozenset(), frozenset())


def test_a_head_that_was_never_printed_is_not_found(world: World, verifiers: Verifiers) -> None:
    """The control of the head itself: one wrong syllable, or the right words at another place."""
    for wrong in (world.printed.replace(str(LENGTH), str(LENGTH - 1)), f"{LENGTH} ba ba ba ba ba ba"):
        asked = World(world.log, world.other, wrong, heads.read(wrong))
        assert verifiers.both(world.log, asked, outside=True) == ({"head_mismatch"}, {"head_mismatch"})


@pytest.mark.parametrize("guard", ["of_entry", "of_link", "statement"])
def test_a_verifier_that_skips_a_digest_is_found_out(
    guard: str, world: World, verifiers: Verifiers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the tests: with a blind eye in one verifier, the two no longer agree."""
    blind: dict[str, Callable[..., object]] = {
        "of_entry": lambda record: record["digest"],
        "of_link": lambda self, record: None,
        "statement": lambda mark: b"",
    }
    log = world.log.copy()
    if guard == "of_entry":
        monkeypatch.setattr(verifiers.alone, "entry_digest", blind[guard])
        tamperings.edit(log, 10, world.other)
    elif guard == "of_link":
        monkeypatch.setattr(verifiers.alone.Check, "_link", blind[guard])
        tamperings.reorder(log, 10, world.other)
    else:
        monkeypatch.setattr(verifiers.alone, "statement", blind[guard])
    ours, theirs = verifiers.both(log, world, outside=False)
    assert ours != theirs
