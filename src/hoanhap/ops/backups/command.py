"""`./hoanhap backup`: a sealed copy of the database, and the key that opens it."""

import argparse
import os
import sys
from pathlib import Path

import pyrage

from hoanhap.foundation.audit import heads
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.ops.backups import making


def main(argv: list[str]) -> int:
    return _keygen(argv[1:]) if argv[:1] == ["keygen"] else _backup(argv)


def _backup(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="hoanhap backup", description="Sao lưu, niêm phong bằng khóa công khai.")
    parser.add_argument("--to", type=Path, required=True, metavar="THƯ-MỤC", help="thư mục để ghi bản sao lưu")
    parser.add_argument(
        "--recipient", action="append", required=True, metavar="age1…", help="khóa nhận; có thể lặp lại"
    )
    options = parser.parse_args(argv)
    made = making.make(options.to, recipients=options.recipient, at=clock.now())
    sys.stdout.write(
        f"Đã ghi {made.file} ({made.tables} bảng, {made.rows} dòng) và {made.beside.name}\n"
        f"Ghi vào sổ, để ở nơi khác: {made.head.position} {heads.spoken(bytes(made.head.chain_digest))}\n"
    )
    return 0


def _keygen(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="hoanhap backup keygen", description="Tạo khóa mở bản sao lưu.")
    parser.add_argument("--out", type=Path, required=True, metavar="TỆP", help="tệp khóa riêng; cất ở nơi khác")
    options = parser.parse_args(argv)
    key = pyrage.x25519.Identity.generate()
    try:
        handle = os.open(options.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Refused(f"Đã có {options.out}; không ghi đè.") from error
    with os.fdopen(handle, "w") as out:
        out.write(f"# public key: {key.to_public()}\n{key}\n")
    sys.stdout.write(
        f"{key.to_public()}\nĐã ghi khóa riêng vào {options.out}. Chuyển tệp này sang USB hoặc két, xóa khỏi máy chủ: "
        "mất nó là không mở được bản sao lưu; để nó ở đây là kẻ trộm máy mở được.\n"
    )
    return 0
