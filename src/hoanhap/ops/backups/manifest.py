"""What a backup says of itself: rows and digests of every table, the head of the log, versions; signed."""

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hoanhap.foundation.audit import signing
from hoanhap.foundation.audit.signing import PublicKey
from hoanhap.kernel.errors import Refused

FORMAT = 1
Manifest = Mapping[str, Any]
_PURPOSE = b"hoanhap-backup-manifest-1:"


def signed(facts: Manifest) -> str:
    """One line of JSON with its signature, and the public key that fits it."""
    said = {**facts, "public_key": signing.public_key().text}
    signature = signing.sign(_PURPOSE + _canonical(said))
    return json.dumps({**said, "signature": base64.b64encode(signature).decode()}, ensure_ascii=False) + "\n"


def read(line: str, *, trusted: list[PublicKey]) -> Manifest:
    """The facts of a signed line. Raises Refused when it was changed, or signed with a key nobody trusts."""
    try:
        said: dict[str, Any] = json.loads(line)
        signature = base64.b64decode(said.pop("signature"), validate=True)
        key = signing.parse(said["public_key"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused("Bản kê của bản sao lưu không đọc được.", way_out="Lấy một bản sao lưu khác.") from error
    if said.get("format") != FORMAT:
        raise Refused("Bản sao lưu này do một phiên bản khác của chương trình ghi.")
    if trusted and key not in trusted:
        raise Refused("Bản kê ký bằng khóa lạ.", way_out="Kiểm tra lại khóa sau --trust.", code="backup.strange_key")
    if not key.accepts(signature, _PURPOSE + _canonical(said)):
        raise Refused("Bản kê của bản sao lưu đã bị sửa.", way_out="Lấy một bản sao lưu khác.", code="backup.altered")
    return said


def file_digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _canonical(facts: Manifest) -> bytes:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
