"""The key that signs checkpoints: a file of its own beside the master key, its public half for whoever verifies."""

import base64
import contextlib
import hashlib
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from hoanhap.kernel.errors import Refused

PREFIX = "hoanhap-ed25519:"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """32 bytes, written `hoanhap-ed25519:<base64>`."""

    raw: bytes

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def text(self) -> str:
        return PREFIX + base64.b64encode(self.raw).decode()

    def accepts(self, signature: bytes, statement: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, statement)
        except (InvalidSignature, ValueError):
            return False
        return True


def public_key() -> PublicKey:
    """The public half of this site's key; the key is made when there is none yet."""
    return PublicKey(_key().public_key().public_bytes_raw())


def sign(statement: bytes) -> bytes:
    return _key().sign(statement)


def parse(text: str) -> PublicKey:
    """A public key as `text` writes it, or the name of a file that holds one. Raises Refused."""
    written = text.strip()
    if not written.startswith(PREFIX) and Path(written).is_file():
        written = Path(written).read_text(encoding="utf-8").strip()
    try:
        raw = base64.b64decode(written.removeprefix(PREFIX), validate=True)
    except ValueError:
        raw = b""
    if not written.startswith(PREFIX) or len(raw) != 32:
        raise Refused("Khóa công khai không đọc được.", way_out=f"Dạng đúng: {PREFIX}… (44 ký tự base64).")
    return PublicKey(raw)


def _key() -> Ed25519PrivateKey:
    file = Path(settings.AUDIT_KEY_FILE)
    if not file.exists():
        _make(file)
    return _read(str(file), file.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(address: str, _changed: int) -> Ed25519PrivateKey:
    try:
        seed = base64.b64decode(Path(address).read_text(encoding="ascii").strip(), validate=True)
        return Ed25519PrivateKey.from_private_bytes(seed)
    except ValueError as error:
        raise Refused(
            f"Khóa ký nhật ký {address} không đọc được.", way_out="Lấy lại bản cất giữ của tệp này."
        ) from error


def _make(file: Path) -> None:
    """Whole or not at all, for its owner alone; of two first starts one file stays."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode() + "\n")
        out.flush()
        os.fsync(out.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(fresh, file)
    fresh.unlink()
