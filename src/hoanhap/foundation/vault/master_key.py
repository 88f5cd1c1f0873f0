"""The master key wraps data keys. It comes from the environment or a file, and a start without it is refused.

While a master key is exchanged, the old one stays loadable beside the new: in HOANHAP_MASTER_KEYS_OLD, or as a file
`master.key.NAME` beside `master.key`. A key's name is a short digest of it; what is wrapped says whose it is. Files
are read anew at each use (an unwrapped key is cached, the master is not), so that running workers follow a rotation.
"""

import base64
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
_NAME_BYTES = 6


def create(file: Path, key: bytes | None = None) -> None:
    """Make a new master key (or write a recovered one), for its owner alone; an existing one is never overwritten."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(base64.b64encode(key or secrets.token_bytes(KEY_BYTES)).decode() + "\n")
        out.flush()
        os.fsync(out.fileno())


def load() -> bytes:
    """32 bytes from HOANHAP_MASTER_KEY or the master key file; raises ImproperlyConfigured with a way out."""
    file = Path(settings.MASTER_KEY_FILE)
    text = settings.MASTER_KEY or (file.read_text() if file.is_file() else "")
    if not text.strip():
        raise ImproperlyConfigured(
            f"Chưa có khóa chính. Đặt HOANHAP_MASTER_KEY hoặc tạo tệp {file} bằng `./hoanhap key create`. "
            "Mất khóa này là mất mọi tên và số giấy tờ: cất thêm một bản ở nơi khác."
        )
    return _decoded(text)


def known() -> dict[str, bytes]:
    """Every master key that can be loaded, by its name; the current one first."""
    keys = [load(), *map(_decoded, settings.MASTER_KEYS_OLD)]
    keys += [_decoded(file.read_text()) for file in older_files()]
    return {name_of(key): key for key in keys}


def older_files() -> list[Path]:
    """Master keys kept beside the current one until nothing is wrapped by them."""
    file = Path(settings.MASTER_KEY_FILE)
    return sorted(file.parent.glob(f"{file.name}.{'[0-9a-f]' * (_NAME_BYTES * 2)}"))


def name_of(key: bytes) -> str:
    """Twelve letters that tell master keys apart and tell nothing of the key."""
    return _derived(key, "name")[:_NAME_BYTES].hex()


def exchange() -> str:
    """Put a new master key in the place of the current file; the old one stays beside it. The new one's name."""
    file = Path(settings.MASTER_KEY_FILE)
    if settings.MASTER_KEY:
        raise ImproperlyConfigured(
            "Khóa chính đến từ HOANHAP_MASTER_KEY. Đặt khóa cũ vào HOANHAP_MASTER_KEYS_OLD, khóa mới vào "
            "HOANHAP_MASTER_KEY, khởi động lại, rồi chạy `./hoanhap key rewrap`."
        )
    old, new = load(), secrets.token_bytes(KEY_BYTES)
    waiting = file.with_name(f"{file.name}.new-{os.getpid()}")
    create(waiting, new)
    older = file.with_name(f"{file.name}.{name_of(old)}")
    if not older.exists():
        os.link(file, older)
    # From one moment to the next: whoever reads before finds the old key, whoever reads after finds both.
    waiting.replace(file)
    _flush_folder(file.parent)
    return name_of(new)


def wrap(data_key: bytes, *, bound_to: str) -> tuple[str, bytes]:
    """The name of the current master key, and what it made of the data key."""
    master, nonce = load(), os.urandom(12)
    return name_of(master), nonce + AESGCM(_derived(master, "wrap")).encrypt(nonce, data_key, bound_to.encode())


def unwrap(wrapped: bytes, *, master: str, bound_to: str) -> bytes:
    """Raises ImproperlyConfigured when that master key is not at hand, InvalidTag when the bytes were moved."""
    key = known().get(master)
    if key is None:
        raise ImproperlyConfigured(
            f"Dữ liệu này do khóa chính {master} giữ, mà khóa ấy không có ở đây. Đặt lại đúng khóa chính, "
            "hoặc dựng lại từ các mảnh: `./hoanhap key combine`."
        )
    return AESGCM(_derived(key, "wrap")).decrypt(wrapped[:12], wrapped[12:], bound_to.encode())


def derived_index_key(master: bytes, purpose: str) -> bytes:
    """The index key of databases from before index keys were kept wrapped (generation 0)."""
    return _derived(master, f"index:{purpose}")


def _decoded(text: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except ValueError as error:
        raise ImproperlyConfigured("Khóa chính không đọc được: cần 32 byte viết bằng base64.") from error
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured("Khóa chính phải dài đúng 32 byte (viết bằng base64).")
    return key


def _derived(master: bytes, label: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=b"hoanhap", info=label.encode()).derive(master)


def _flush_folder(folder: Path) -> None:
    """A rename survives a power cut once its folder is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
