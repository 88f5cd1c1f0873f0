"""The master key wraps data keys. It comes from the environment or a file, and a start without it is refused."""

import base64
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32


def create(file: Path) -> None:
    """Make a new master key, readable by its owner alone; an existing one is never overwritten."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode() + "\n")


def load() -> bytes:
    """32 bytes from HOANHAP_MASTER_KEY or the master key file; raises ImproperlyConfigured with a way out."""
    # Asked for every digest of a list: strings, because making and hashing a Path costs more than the digest.
    return _decoded(settings.MASTER_KEY, str(settings.MASTER_KEY_FILE))


@lru_cache(maxsize=4)
def _decoded(value: str, address: str) -> bytes:
    file = Path(address)
    text = value or (file.read_text() if file.is_file() else "")
    if not text.strip():
        raise ImproperlyConfigured(
            f"Chưa có khóa chính. Đặt HOANHAP_MASTER_KEY hoặc tạo tệp {file} bằng `./hoanhap key create`. "
            "Mất khóa này là mất mọi tên và số giấy tờ: cất thêm một bản ở nơi khác."
        )
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except ValueError as error:
        raise ImproperlyConfigured("Khóa chính không đọc được: cần 32 byte viết bằng base64.") from error
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured("Khóa chính phải dài đúng 32 byte (viết bằng base64).")
    return key


def wrap(data_key: bytes, *, bound_to: str) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(_derived("wrap")).encrypt(nonce, data_key, bound_to.encode())


def unwrap(wrapped: bytes, *, bound_to: str) -> bytes:
    return AESGCM(_derived("wrap")).decrypt(wrapped[:12], wrapped[12:], bound_to.encode())


def keyed_digest(purpose: str, value: str) -> bytes:
    """Full-length HMAC-SHA-256 under a key of its own for each purpose."""
    digest = hmac.HMAC(_derived(f"index:{purpose}"), hashes.SHA256())
    digest.update(value.encode())
    return digest.finalize()


def _derived(label: str) -> bytes:
    return _derived_from(load(), label)


@lru_cache(maxsize=64)
def _derived_from(master: bytes, label: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=b"hoanhap", info=label.encode()).derive(master)
