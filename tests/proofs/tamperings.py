"""Fourteen ways to change the past, each at a hundred places. Whoever does it owns the database, but not the key.

Triggers are put back afterwards (except where dropping them is the tampering), so the rows alone have to tell.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hoanhap.foundation.audit import digest, signing, triggers
from hoanhap.foundation.audit.models import AuditEntry
from tests.proofs.log_on_the_table import LENGTH, START, STEP, Log, new_entry

Tampering = Callable[[Log, int, Log], None]
_FIELDS = ("code", "account_id", "title", "subject_id", "unit_path", "detail", "posting_id", "subject_kind")
_FORGER = Ed25519PrivateKey.from_private_bytes(b"\x05" * 32)
_LATE = START + STEP * LENGTH


def edit(log: Log, place: int, _other: Log) -> None:
    """One column of one entry; every other time its own digest is made to fit."""
    entry = log.entry(place)
    name = _FIELDS[place % len(_FIELDS)]
    entry[name] = f"{entry[name]}x"
    if place % 2:
        entry["digest"] = digest.of_entry(AuditEntry(**entry))


def delete_in_the_middle(log: Log, place: int, _other: Log) -> None:
    """An entry, with its link or without; every other time the rest moves up so that no number is missing."""
    link = log.links[place - 1]
    del log.entries[link["entry_id"]]
    if place % 3:
        log.links.remove(link)
    if place % 3 == 1:
        for position, following in enumerate(log.links, start=1):
            following["position"] = position


def delete_the_tail(log: Log, place: int, _other: Log) -> None:
    """Everything after this place, checkpoints too."""
    log.cut(place)


def insert(log: Log, place: int, _other: Log) -> None:
    """An entry that never was, linked as it should be; those behind move down."""
    made = new_entry(1_000 + place, log.entry(place)["at"])
    log.entries[made["id"]] = made
    before = log.links[place - 1]["chain_digest"]
    link = {
        "position": place,
        "entry_id": made["id"],
        "chain_digest": digest.of_link(before, made["id"], made["digest"]),
    }
    log.links.insert(place, link)
    for position, following in enumerate(log.links, start=1):
        following["position"] = position


def reorder(log: Log, place: int, _other: Log) -> None:
    """Five links in another order; every other time with digests computed anew for those five."""
    part = log.links[place - 1 : place + 4]
    turned = [link["entry_id"] for link in reversed(part)]
    for link, entry_id in zip(part, turned, strict=True):
        link["entry_id"] = entry_id
    if place % 2:
        rest = log.links[place + 4 :]
        del log.links[place + 4 :]
        log.relink(place)
        log.links.extend(rest)


def swap(log: Log, place: int, _other: Log) -> None:
    """What two entries say changes places; every other time their digests too."""
    one, two = log.entry(place), log.entry(place + 7)
    names = [name for name in one if name not in ({"id"} if place % 2 else {"id", "digest"})]
    for name in names:
        one[name], two[name] = two[name], one[name]


def backdate(log: Log, place: int, _other: Log) -> None:
    """A new entry with a moment long past, linked honestly at the end: only its time tells."""
    log.append(2_000 + place, log.entry(place)["at"] + timedelta(seconds=7))


def drop_a_trigger(log: Log, place: int, _other: Log) -> None:
    """One guard less, two less, or one more that swallows rows."""
    names = sorted(triggers.on_sqlite())
    log.dropped = {names[place % len(names)]} | ({names[place % 7]} if place % 3 == 0 else set())
    if place % 5 == 0:
        log.dropped, log.strange = set(), True


def recompute_the_chain(log: Log, place: int, _other: Log) -> None:
    """An entry is changed and everything after it computed anew; every other time later checkpoints go."""
    entry = log.entry(place)
    entry["account_id"] = "account-9"
    entry["digest"] = digest.of_entry(AuditEntry(**entry))
    log.relink(place)
    if place % 2:
        log.checkpoints = [one for one in log.checkpoints if one["position"] < place]


def restore_an_old_backup(log: Log, place: int, _other: Log) -> None:
    """The database as it was; every third time work went on from there."""
    log.cut(place)
    if place % 3 == 0:
        for number in range(5):
            log.append(3_000 + number, _LATE + STEP * number)


def fork(log: Log, place: int, _other: Log) -> None:
    """Two machines went on from one backup; this is the other one, longer, and signed by the true key."""
    log.cut(place)
    for number in range(LENGTH - place + 10):
        log.append(4_000 + number, START + STEP * (place + number))
    key = signing._key()
    last = dict(log.checkpoints[-1]) if log.checkpoints else None
    if last:
        last |= {"number": last["number"] + 1, "position": len(log.links), "at": log.entry(len(log.links))["at"]}
        log.checkpoints.append(last)
        log.sign_again(len(log.links), key, signing.public_key().fingerprint)


def edit_a_checkpoint(log: Log, place: int, _other: Log) -> None:
    """Number, place, moment, digest, reason, name of the log, key: each of them, in one checkpoint or another."""
    one = log.checkpoints[place % len(log.checkpoints)]
    other = log.checkpoints[(place + 1) % len(log.checkpoints)]
    changes: Mapping[int, Callable[[], object]] = {
        0: lambda: one.update(at=one["at"] + timedelta(days=1)),
        1: lambda: one.update(
            position=one["position"] - 1, chain_digest=log.links[one["position"] - 2]["chain_digest"]
        ),
        2: lambda: one.update(reason="daily"),
        3: lambda: one.update(chain_digest=bytes(32)),
        4: lambda: one.update(previous=bytes(32) if one["number"] > 1 else b"\x01" * 32),
        5: lambda: one.update(signature=other["signature"]),
        6: lambda: one.update(key_fingerprint="0" * 64),
    }
    changes[place % len(changes)]()


def forge_checkpoints(log: Log, place: int, other: Log) -> None:
    """The chain computed anew and its checkpoints signed by a key of the forger's own, under his name or ours."""
    recompute_the_chain(log, place + place % 2, other)
    own = signing.PublicKey(_FORGER.public_key().public_bytes_raw()).fingerprint
    log.sign_again(place, _FORGER, own if place % 3 else signing.public_key().fingerprint)


def copy_from_another_site(log: Log, place: int, other: Log) -> None:
    """Rows of another log: three links with their entries, or all from here on, or the whole log under our name."""
    if place % 3 == 2:
        log.entries, log.links = other.entries, other.links
        return
    last = LENGTH if place % 3 else place + 2
    for link, theirs in zip(log.links[place - 1 : last], other.links[place - 1 : last], strict=True):
        del log.entries[link["entry_id"]]
        link.update(theirs)
        log.entries[theirs["entry_id"]] = other.entries[theirs["entry_id"]]


ALL: Mapping[str, Tampering] = {
    made.__name__: made
    for made in (
        edit,
        delete_in_the_middle,
        delete_the_tail,
        insert,
        reorder,
        swap,
        backdate,
        drop_a_trigger,
        recompute_the_chain,
        restore_an_old_backup,
        fork,
        edit_a_checkpoint,
        forge_checkpoints,
        copy_from_another_site,
    )
}
