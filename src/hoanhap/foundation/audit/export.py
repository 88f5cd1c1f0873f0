"""The whole log as JSON lines, for a verifier that cannot or must not reach the database."""

import json
from collections.abc import Iterator, Sequence
from typing import TextIO

from hoanhap.foundation.audit import digest, schema, verifying
from hoanhap.foundation.audit.sources import Log

_NAMES = ("code", "account_id", "posting_id", "title", "origin", "subject_kind", "subject_id", "unit_path", "detail")


def write(log: Log, out: TextIO) -> int:
    """One record a line, in the order of the chain; how many links were written."""
    count = 0
    for record in _records(log):
        out.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
        count += record["kind"] == "link"
    return count


def _records(log: Log) -> Iterator[dict[str, object]]:
    yield {"kind": "guards", "faults": [fault.sentence for fault in schema.faults(log)]}
    for site, before in log.all("SELECT site_id, links_before FROM audit_auditsite"):
        yield {"kind": "site", "site_id": str(verifying.uuid_of(site)), "links_before": before}
    for one in verifying.checkpoints_of(log):
        yield {
            "kind": "checkpoint",
            "number": one.number,
            "position": one.position,
            "chain_digest": bytes(one.chain_digest).hex(),
            "at": digest.moment(one.at),
            "reason": one.reason,
            "site_id": str(one.site_id),
            "key_fingerprint": one.key_fingerprint,
            "previous": bytes(one.previous).hex(),
            "signature": bytes(one.signature).hex(),
        }
    last = log.one("SELECT max(position) FROM audit_auditlink") or 0
    for position, linked, chain_digest, *entry in log.stretch(1, last):
        link = {"kind": "link", "position": position, "entry_id": linked, "chain_digest": chain_digest.hex()}
        yield link | _entry(entry)
    for _position, _linked, _digest, *entry in log.unlinked():
        yield {"kind": "unlinked"} | _entry(entry)


def _entry(columns: Sequence[object]) -> dict[str, object]:
    id_, at, *values, own = columns
    if id_ is None:
        return {"id": None}
    spelled = {"id": str(verifying.uuid_of(id_)), "at": verifying.spelled(at)}
    return spelled | dict(zip(_NAMES, values, strict=True)) | {"digest": own.hex() if isinstance(own, bytes) else None}
