"""`./hoanhap restore`: verify a backup and put it in place."""

import argparse
import sys
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from hoanhap.foundation.audit import heads, signing
from hoanhap.foundation.audit.sources import Address
from hoanhap.kernel import clock
from hoanhap.ops.backups import restoring


def main(argv: list[str]) -> int:
    options = _arguments(argv)
    lines = [line for file in options.against for line in file.read_text(encoding="utf-8").splitlines()]
    wanted = restoring.Wanted(
        identity=restoring.identity(options.identity),
        trusted=[signing.parse(text) for text in options.trust],
        anchors=[heads.read(text) for text in options.head] + heads.read_many(lines),
        overwrite=options.overwrite,
        accept_older=options.accept_older,
    )
    done = restoring.restore(options.file, target(options.into), wanted, at=clock.now())
    outcome = done.outcome
    sys.stdout.write(
        f"Đã khôi phục {len(done.facts['tables'])} bảng, sao lưu lúc {done.facts['made_at']}; "
        f"nhật ký nguyên vẹn tới số {outcome.position} ({heads.spoken(outcome.chain_digest)}).\n"
    )
    if done.set_aside:
        sys.stdout.write(f"Bản cũ được giữ lại tại {done.set_aside}\n")
    for sentence in done.older_than:
        sys.stdout.write(f"MẤT PHẦN SAU: {sentence}\n")
    if not wanted.trusted:
        sys.stdout.write("Chữ ký chưa được đối chiếu với khóa giữ ở ngoài (--trust).\n")
    return 0


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="hoanhap restore", description="Kiểm tra rồi khôi phục một bản sao lưu.")
    parser.add_argument("file", type=Path, metavar="TỆP.age")
    parser.add_argument("--identity", type=Path, required=True, metavar="TỆP-KHÓA", help="khóa riêng của bản sao lưu")
    parser.add_argument(
        "--into", required=True, metavar="TỆP|postgresql://…", help="tệp SQLite, hoặc cơ sở dữ liệu trống"
    )
    parser.add_argument("--overwrite", action="store_true", help="thay tệp SQLite đang có (bản cũ được đổi tên)")
    parser.add_argument(
        "--trust", action="append", default=[], metavar="KHÓA", help="khóa công khai ký nhật ký, giữ ở ngoài"
    )
    parser.add_argument(
        "--head", action="append", default=[], metavar="“SỐ SÁU ÂM TIẾT”", help="dấu in sau lần sao lưu"
    )
    parser.add_argument("--against", action="append", default=[], type=Path, metavar="TỆP", help="tệp chứa nhiều dấu")
    parser.add_argument("--accept-older", action="store_true", help="nhận bản sao lưu cũ hơn dấu đã in")
    return parser.parse_args(argv)


def target(text: str) -> Path | Address:
    """Where to: a file of SQLite, or an address of PostgreSQL as HOANHAP_DATABASE has it."""
    if not text.startswith(("postgresql://", "postgres://")):
        return Path(text).expanduser().resolve()
    parts = urlsplit(text)
    given = {
        "dbname": parts.path.lstrip("/"),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "host": parts.hostname or "",
        "port": parts.port,
        **dict(parse_qsl(parts.query)),
    }
    return Address(postgresql={name: value for name, value in given.items() if value})
