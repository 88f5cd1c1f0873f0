#!/usr/bin/env python3
"""Verify the audit log of Hòa Nhập with nothing but this file and Python 3.11 (kiểm tra nhật ký, chỉ cần Python).

    python3 verify_audit.py hoanhap.sqlite3 --public-key hoanhap-ed25519:… --head "1204 vom muoi phiem chuom khu biem"
    python3 verify_audit.py log.jsonl --against heads.txt

Reads a SQLite database, or the lines `./hoanhap verify-audit --export FILE` writes. Exit code 0: everything agrees;
1: something does not, one line for each; 2: the question could not be understood. It shares no line with the program:
what it computes is written down in docs/howto/audit.md ("What is computed").

Nothing here needs to be quick. Ed25519 follows RFC 8032, section 6, and only verifies.
"""

import argparse
import base64
import functools
import hashlib
import json
import re
import sqlite3
import sys
import unicodedata
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

# --- Ed25519 (RFC 8032) -------------------------------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


def _add(a: Point, b: Point) -> Point:
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(factor: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            result = _add(result, point)
        point, factor = _add(point, point), factor >> 1
    return result


def _x_of(y: int, sign: int) -> int | None:
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def _point(raw: bytes) -> Point | None:
    number = int.from_bytes(raw, "little")
    y = number & ((1 << 255) - 1)
    x = _x_of(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


_Y = 4 * pow(5, P - 2, P) % P
_X = _x_of(_Y, 0) or 0
BASE: Point = (_X, _Y, 1, _X * _Y % P)


@functools.lru_cache(maxsize=100_000)
def ed25519_verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Is this the signature of this message under this key?"""
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r = _point(public), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = _times(s, BASE), _add(r, _times(h, a))
    return not ((left[0] * right[2] - right[0] * left[2]) % P or (left[1] * right[2] - right[1] * left[2]) % P)


# --- a head in words ----------------------------------------------------------------------------------------------

BEGINNINGS = tuple("b ch d g h kh l m n ng nh ph s t th v".split(" "))
ENDINGS = (
    "a ac ach ai am an ang anh ao ap at au ay eo em en eng ec ep et "
    "ia iec iem ien ieng iep iet ieu im in inh ip it iu o oa oai oan oang oat oc oi om on ong op ot "
    "u ua uan uc ui um un ung uoc uoi uom uon uong uot up ut uy"
).split()
UNFIT = tuple("buoi chet dam deo dien dit du dut lon".split(" "))  # begin with r instead


def spoken(digest: bytes) -> list[str]:
    """The first 60 bits of a digest, ten a syllable."""
    bits = f"{int.from_bytes(digest, 'big'):0256b}"[:60]
    said = []
    for start in range(0, 60, 10):
        beginning, ending = divmod(int(bits[start : start + 10], 2), 64)
        syllable = BEGINNINGS[beginning] + ENDINGS[ending]
        said.append("r" + ENDINGS[ending] if syllable in UNFIT else syllable)
    return said


def plain(text: str) -> str:
    """Small letters without accents."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


# --- reading ------------------------------------------------------------------------------------------------------

TABLES = ("audit_auditentry", "audit_auditlink", "audit_auditsite", "audit_auditcheckpoint", "audit_printedhead")
FIELDS = ("code", "account_id", "posting_id", "title", "origin", "subject_kind", "subject_id", "unit_path", "detail")
CHECKPOINT = (
    "number",
    "position",
    "chain_digest",
    "at",
    "reason",
    "site_id",
    "key_fingerprint",
    "previous",
    "signature",
)
Record = dict[str, Any]


class NotUnderstood(Exception):  # noqa: N818
    """The file or an argument is not what it should be."""


def records(path: Path) -> Iterator[Record]:
    """Everything the file says, one record after another: guards, site, checkpoints, links with entries, the rest."""
    with path.open("rb") as file:
        is_database = file.read(16) == b"SQLite format 3\x00"
    yield from _from_database(path) if is_database else _from_lines(path)


def _from_lines(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                record = json.loads(line)
                yield record | {key: bytes.fromhex(record[key]) for key in BYTES if record.get(key) is not None}
            except (ValueError, TypeError, AttributeError) as error:
                raise NotUnderstood(f"line {number} of {path} is not a line of a log") from error


BYTES = ("digest", "chain_digest", "previous", "signature")


def _from_database(path: Path) -> Iterator[Record]:
    with closing(sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)) as database:
        names = ", ".join(f"'{table}'" for table in TABLES)
        found = dict(
            database.execute(f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({names})")
        )
        yield {"kind": "guards", "faults": list(_guard_faults(found))}
        for site_id, before in database.execute("SELECT site_id, links_before FROM audit_auditsite"):
            yield {"kind": "site", "site_id": str(uuid.UUID(site_id)), "links_before": before}
        for row in database.execute(f"SELECT {', '.join(CHECKPOINT)} FROM audit_auditcheckpoint ORDER BY number"):
            record = dict(zip(CHECKPOINT, row, strict=True))
            yield record | {
                "kind": "checkpoint",
                "at": moment(record["at"]),
                "site_id": str(uuid.UUID(record["site_id"])),
            }
        columns = ", ".join(("e.id", "e.at", *(f"e.{name}" for name in FIELDS), "e.digest"))
        names_of_row = ("id", "at", *FIELDS, "digest")
        links = (
            f"SELECT l.position, l.entry_id, l.chain_digest, {columns} FROM audit_auditlink l "
            "LEFT JOIN audit_auditentry e ON e.id = l.entry_id ORDER BY l.position"
        )
        for position, linked, chain_digest, *row in database.execute(links):
            entry = _entry(dict(zip(names_of_row, row, strict=True)))
            yield entry | {"kind": "link", "position": position, "entry_id": linked, "chain_digest": chain_digest}
        rest = f"SELECT {columns} FROM audit_auditentry e WHERE e.id NOT IN (SELECT entry_id FROM audit_auditlink)"
        for row in database.execute(rest):
            yield _entry(dict(zip(names_of_row, row, strict=True))) | {"kind": "unlinked"}


def _guard_faults(found: dict[str, str]) -> Iterator[str]:
    wanted = {
        f"{table}_no_{verb}": f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        for table in TABLES
        for verb in ("update", "delete")
    }
    yield from (name for name, words in wanted.items() if found.get(name) != words)
    yield from (name for name in found if name not in wanted)


def _entry(row: Record) -> Record:
    if row["id"] is None:
        return {"id": None}
    return row | {"id": str(uuid.UUID(row["id"])), "at": moment(row["at"])}


def moment(stored: Any) -> Any:
    """SQLite keeps UTC without saying so; digests want it written out."""
    try:
        return datetime.fromisoformat(stored).isoformat(timespec="microseconds") + "+00:00"
    except (ValueError, TypeError):
        return stored


# --- heads that stand outside -------------------------------------------------------------------------------------


@dataclass
class Anchor:
    """At this position the chain had this digest, or one that reads as these words."""

    position: int
    digest: bytes | None = None
    words: list[str] = field(default_factory=list)
    site: str = ""
    checkpoint: bytes | None = None
    met: bool | None = None


LABEL = re.compile(r"^(?:(?:dau|nhat|ky|so)\s+)+(?=\d)")


def anchor(text: str) -> Anchor:
    """As printed (position and six words, or the text of the QR code), or a JSON line."""
    text = text.strip()
    if text.startswith("{"):
        try:
            said = json.loads(text)
            said = said.get("head", said)
            return Anchor(
                int(said["position"]),
                bytes.fromhex(said["chain_digest"]),
                site=str(uuid.UUID(said["site_id"])) if said.get("site_id") else "",
                checkpoint=bytes.fromhex(said["checkpoint_digest"]) if said.get("checkpoint_digest") else None,
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise NotUnderstood(f"not a head: {text[:80]}") from error
    parts = text.split(":")
    if parts[0].upper() == "HN1" and len(parts) == 4:
        return Anchor(int(parts[2]), bytes.fromhex(parts[3]), site=str(uuid.UUID(parts[1])))
    # Only what stands before the number is its label: "nhat", "dau" and "so" are also syllables of heads.
    parts = [part for part in re.split(r"[\s,·:-]+", LABEL.sub("", plain(text))) if part]
    numbers = [part.replace(".", "") for part in parts if part.replace(".", "").isdigit()]
    words = [part for part in parts if not part.replace(".", "").isdigit()]
    if len(numbers) != 1 or len(words) != 6:
        raise NotUnderstood(f"not a head: {text[:80]}")
    return Anchor(int(numbers[0]), words=words)


# --- the check ----------------------------------------------------------------------------------------------------

HOUR = timedelta(hours=1)


@dataclass
class Check:
    """Takes records in, one at a time, and keeps what does not agree."""

    keys: dict[str, bytes]
    anchors: list[Anchor]
    faults: list[tuple[str, int, str]] = field(default_factory=list)
    site: str = ""
    links_before: int = 0
    sites: int = 0
    checkpoints: list[Record] = field(default_factory=list)
    marks: list[Record] = field(default_factory=list)
    digests: list[bytes] = field(default_factory=list)
    position: int = 0
    head: bytes = bytes(32)
    entries: int = 0
    unlinked: int = 0
    neighbour: datetime | None = None
    next_mark: int = 0

    def fault(self, kind: str, position: int, sentence: str) -> None:
        self.faults.append((kind, position, sentence))

    def take(self, record: Record) -> None:
        kind = record.get("kind")
        if kind == "guards":
            for name in record["faults"]:
                self.fault("trigger", 0, f"guard {name} is missing, changed or strange")
        elif kind == "site":
            self.sites += 1
            if self.sites == 1:
                self.site, self.links_before = record["site_id"], record["links_before"]
            else:
                self.fault("site_altered", 0, "the log has more than one name")
        elif kind == "checkpoint":
            self.checkpoints.append(record)
            if record["position"]:  # one over the empty log says nothing of any entry
                self.marks.append(record)
        elif kind == "link":
            self._link(record)
        elif kind == "unlinked":
            self.unlinked += 1
            if entry_digest(record) != record["digest"]:
                self.fault("unlinked_altered", 0, f"the entry {record['id']}, not linked yet, was changed")

    def _link(self, record: Record) -> None:
        position = record["position"]
        if not self.position and self.site and not self.links_before:
            self.head = hashlib.sha256(b"hoanhap-audit-site-1:" + uuid.UUID(self.site).bytes).digest()
        if position != self.position + 1:
            self.fault("missing_link", self.position + 1, f"link {self.position + 1} is missing")
        self.position = position
        before, self.head = self.head, record["chain_digest"]
        for one in self.anchors:
            if one.position == position:
                one.met = one.digest == self.head if one.digest else one.words == spoken(self.head)
        if record["id"] is None:
            self.fault("entry_missing", position, f"link {position}: its entry is gone")
            return
        self.entries += 1
        if entry_digest(record) != record["digest"]:
            self.fault("entry_altered", position, f"link {position}: its entry was changed")
        parts = before + uuid.UUID(str(record["entry_id"])).bytes + (record["digest"] or b"")
        if hashlib.sha256(parts).digest() != self.head:
            self.fault("chain_broken", position, f"link {position}: the chain does not fit")
        self._time(record)
        while self.next_mark < len(self.marks) and self.marks[self.next_mark]["position"] <= position:
            mark = self.marks[self.next_mark]
            if mark["position"] == position and mark["chain_digest"] != self.head:
                self.fault("checkpoint_mismatch", position, f"checkpoint at {position}: not the chain that was signed")
            self.next_mark += 1

    def _time(self, record: Record) -> None:
        """Entries of ordinary acts stand in the order of time; jobs write about other days."""
        if record["origin"] == "job":
            return
        at = parsed(record["at"])
        if at is None:
            return
        signed = [parsed(mark["at"]) for mark in self.marks[max(self.next_mark - 1, 0) : self.next_mark]]
        coming = [parsed(mark["at"]) for mark in self.marks[self.next_mark : self.next_mark + 1]]
        earliest = [moment - HOUR for moment in (*signed, self.neighbour) if moment is not None]
        if any(at < moment for moment in earliest):
            self.fault("backdated", record["position"], f"link {record['position']}: written with an earlier moment")
        elif any(moment is not None and at > moment + HOUR for moment in coming):
            self.fault("postdated", record["position"], f"link {record['position']}: later than its signature")
        self.neighbour = at

    def end(self) -> None:
        """What can be said only when all has been read."""
        previous, place = bytes(32), 0
        if self.checkpoints and not self.sites:
            self.fault("site_missing", 0, "the name of the log is gone")
        for expected, mark in enumerate(self.checkpoints, start=1):
            at, says = mark["position"], f"checkpoint {mark['number']}"
            if mark["number"] != expected or mark["previous"] != previous or at < place:
                self.fault("checkpoint_altered", at, f"{says} does not follow the one before")
            if mark["site_id"] != self.site:
                self.fault("site_mismatch", at, f"{says} belongs to another log")
            if at > self.position:
                self.fault("tail_missing", at, f"{says}: the log once reached {at}")
            self._signature(mark, says)
            previous, place = checkpoint_digest(mark), at
            self.digests.append(previous)
        for one in self.anchors:
            self._anchor(one)

    def _signature(self, mark: Record, says: str) -> None:
        if not self.keys:
            return
        key = self.keys.get(mark["key_fingerprint"])
        if key is None:
            self.fault("checkpoint_key", mark["position"], f"{says} is signed with an unknown key")
        elif not ed25519_verify(key, statement(mark), mark["signature"]):
            self.fault("checkpoint_signature", mark["position"], f"the signature of {says} is wrong")

    def _anchor(self, one: Anchor) -> None:
        if one.site and one.site != self.site:
            self.fault("site_mismatch", one.position, f"the head {one.position} belongs to another log")
        if one.position > self.position:
            self.fault(
                "tail_missing", one.position, f"a head was printed at {one.position}, the log ends at {self.position}"
            )
        elif not one.met:
            self.fault("head_mismatch", one.position, f"the head printed at {one.position} is not in this log")
        if one.checkpoint and one.checkpoint not in self.digests:
            self.fault(
                "checkpoint_missing", one.position, f"the checkpoint kept outside for {one.position} is not here"
            )


def parsed(at: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(at)
    except (ValueError, TypeError):
        return None


def canonical(parts: list[Any]) -> bytes:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()


def entry_digest(record: Record) -> bytes | None:
    values = [record[name] for name in FIELDS]
    if not all(isinstance(value, str) for value in values):
        return None
    return hashlib.sha256(canonical([record["id"], record["at"], *values])).digest()


def statement(mark: Record) -> bytes:
    return canonical(
        [
            "hoanhap-audit-checkpoint-1",
            mark["number"],
            mark["position"],
            mark["chain_digest"].hex(),
            mark["at"],
            mark["reason"],
            mark["site_id"],
            mark["key_fingerprint"],
            mark["previous"].hex(),
        ]
    )


def checkpoint_digest(mark: Record) -> bytes:
    return hashlib.sha256(statement(mark) + mark["signature"]).digest()


def verify(path: Path, keys: list[bytes], anchors: list[Anchor]) -> Check:
    """Read the whole file once."""
    check = Check({hashlib.sha256(key).hexdigest(): key for key in keys}, anchors)
    for record in records(path):
        check.take(record)
    check.end()
    return check


def public_key(text: str) -> bytes:
    if not text.startswith("hoanhap-ed25519:"):
        text = Path(text).read_text(encoding="utf-8").strip()
    raw = base64.b64decode(text.removeprefix("hoanhap-ed25519:"), validate=True)
    if len(raw) != 32:
        raise NotUnderstood("a public key has 32 bytes")
    return raw


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Verify the audit log of Hòa Nhập.")
    parser.add_argument("file", type=Path, help="hoanhap.sqlite3, or the lines of verify-audit --export")
    parser.add_argument(
        "--public-key", action="append", default=[], help="hoanhap-ed25519:… or a file; may be repeated"
    )
    parser.add_argument(
        "--head", action="append", default=[], help="a printed head: position and six words, or the QR text"
    )
    parser.add_argument("--against", type=Path, action="append", default=[], help="a file of heads, one a line")
    chosen = parser.parse_args(arguments)
    try:
        lines = [line for file in chosen.against for line in file.read_text(encoding="utf-8").splitlines()]
        kept = [line for line in lines if line.strip() and not line.startswith("#")]
        check = verify(
            chosen.file,
            [public_key(text) for text in chosen.public_key],
            [anchor(text) for text in (*chosen.head, *kept)],
        )
    except (NotUnderstood, ValueError, OSError, sqlite3.Error) as reason:
        print(reason, file=sys.stderr)
        return 2
    for kind, position, sentence in check.faults:
        print(f"FAULT {kind} {position}: {sentence}")
    print(f"{check.entries} entries, {check.unlinked} not linked yet, {len(check.checkpoints)} checkpoints")
    print(f"head: {check.position} {' '.join(spoken(check.head))} {check.head.hex()}")
    if not chosen.public_key:
        print("No public key was given: the signatures were not looked at.")
    if not (chosen.head or kept):
        print("No head from outside was given: a cut tail would not show.")
    print("FAULTS" if check.faults else "Everything agrees.")
    return 1 if check.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
