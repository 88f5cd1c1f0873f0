"""`./hoanhap verify-audit`: is the log whole, and does it hold the heads that were printed?"""

import argparse
import sys
import time
from pathlib import Path

from hoanhap.foundation.audit import export, heads, signing, verifying
from hoanhap.foundation.audit.heads import Anchor
from hoanhap.foundation.audit.verifying import Asked, Outcome

FAULTY = 1
_SHOWN = 50


def main(argv: list[str]) -> int:
    options = _arguments(argv)
    if options.public_key:
        sys.stdout.write(f"{signing.public_key().text}\n")
        return 0
    address = verifying.address()
    with address.opened() as log:
        if options.export:
            with options.export.open("w", encoding="utf-8") as out:
                sys.stdout.write(f"Đã ghi {export.write(log, out)} mắt xích vào {options.export}\n")
            return 0
        keys = [signing.parse(text) for text in options.trust] or [signing.public_key()]
        asked = Asked(keys=keys, anchors=_anchors(options), workers=options.workers)
        started = time.perf_counter()
        outcome = verifying.verify(log, asked, at=address)
    _say(outcome, asked, time.perf_counter() - started)
    return 0 if outcome.sound else FAULTY


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="hoanhap verify-audit", description="Kiểm tra nhật ký có nguyên vẹn không.")
    parser.add_argument("--head", action="append", default=[], metavar="“SỐ SÁU ÂM TIẾT”", help="dấu in trên báo cáo")
    parser.add_argument("--against", action="append", default=[], type=Path, metavar="TỆP", help="tệp chứa nhiều dấu")
    parser.add_argument(
        "--trust",
        action="append",
        default=[],
        metavar="KHÓA",
        help="khóa công khai giữ ở ngoài (mặc định: của máy này)",
    )
    parser.add_argument("--workers", type=int, default=verifying.cores(), help="số tiến trình đọc cùng lúc")
    parser.add_argument("--export", type=Path, metavar="TỆP", help="ghi nhật ký ra tệp, cho tools/verify_audit.py")
    parser.add_argument("--public-key", action="store_true", help="in khóa công khai, để cất ở nơi khác")
    return parser.parse_args(argv)


def _anchors(options: argparse.Namespace) -> list[Anchor]:
    lines = [line for file in options.against for line in file.read_text(encoding="utf-8").splitlines()]
    return [heads.read(text) for text in options.head] + heads.read_many(lines)


def _say(outcome: Outcome, asked: Asked, seconds: float) -> None:
    for fault in outcome.faults[:_SHOWN]:
        sys.stdout.write(f"KHÔNG KHỚP · {fault.sentence}\n")
    sys.stdout.write(
        f"{outcome.entries} dòng đã nối, {outcome.unlinked} dòng chờ nối, {len(outcome.checkpoints)} điểm ký; "
        f"đọc trong {seconds:.1f} giây.\n"
        f"Dấu hiện nay: {outcome.position} {heads.spoken(outcome.chain_digest)}\n"
    )
    if not asked.anchors:
        sys.stdout.write(
            "Chưa đối chiếu với dấu nào giữ ở ngoài, nên không biết được phần cuối có bị cắt hay không. "
            "Thêm --head với dấu in trên báo cáo gần nhất.\n"
        )
    sys.stdout.write("Nhật ký nguyên vẹn.\n" if outcome.sound else "NHẬT KÝ KHÔNG NGUYÊN VẸN.\n")
